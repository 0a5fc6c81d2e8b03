namespace TorchSharp;

/// <summary>A disposable object that knows the dispose scope which owns it.</summary>
internal interface IScopeMember : IDisposable
{
    /// <summary>The owner; set by the scopes only.</summary>
    DisposeScope? OwningDisposeScope { get; set; }
}
