namespace TorchSharp.Utils;

/// <summary>Gives a module's field another key than its own name.</summary>
[AttributeUsage(AttributeTargets.Field)]
public sealed class ComponentNameAttribute : Attribute
{
    /// <summary>The key under which the component is registered.</summary>
    public string? Name { get; set; }
}
