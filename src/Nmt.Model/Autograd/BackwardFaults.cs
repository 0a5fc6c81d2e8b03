using System.Runtime.ExceptionServices;

namespace Nmt.Model.Autograd;

/// <summary>
/// What backward passes of a <see cref="HandWrittenFunction{T}"/> threw, for the caller of <c>backward()</c>. Collects for the functions
/// that the current thread applies until it is disposed, whichever thread computes their gradients.
/// </summary>
public sealed class BackwardFaults : IDisposable
{
    [ThreadStatic]
    private static BackwardFaults? s_current;

    private readonly BackwardFaults? _outer = s_current;
    private ExceptionDispatchInfo? _first;

    private BackwardFaults()
    {
        s_current = this;
    }

    /// <summary>The one that the current thread collects for; null where there is none.</summary>
    internal static BackwardFaults? Current => s_current;

    /// <summary>Begins to collect.</summary>
    public static BackwardFaults Collect() => new();

    /// <summary>To be called after <c>backward()</c>.</summary>
    /// <exception cref="Exception">The first exception of a backward pass.</exception>
    public void ThrowIfAny() => _first?.Throw();

    /// <inheritdoc/>
    public void Dispose() => s_current = _outer;

    /// <summary>Keeps an exception; those after the first are mostly its consequences.</summary>
    internal void Add(Exception fault) => Interlocked.CompareExchange(ref _first, ExceptionDispatchInfo.Capture(fault), null);
}
