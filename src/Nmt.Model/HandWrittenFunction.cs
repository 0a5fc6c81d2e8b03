using System.Runtime.ExceptionServices;
using static TorchSharp.torch;

namespace Nmt.Model;

/// <summary>
/// An autograd function of one result whose gradients are written by hand. What its backward pass throws is kept in the
/// <see cref="BackwardFaults"/> that were collected when the function was applied: the native code that calls it passes no exception
/// on, and the process would end.
/// </summary>
/// <typeparam name="T">The function.</typeparam>
public abstract class HandWrittenFunction<T> : autograd.SingleTensorFunction<T>
    where T : HandWrittenFunction<T>, new()
{
    private const string Faults = "faults";
    private const string Arguments = "arguments";

    /// <inheritdoc/>
    public sealed override string Name => typeof(T).Name;

    /// <inheritdoc/>
    public sealed override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        ArgumentNullException.ThrowIfNull(vars);
        // The zeros that the library would use for a missing gradient would take a shape from a tensor that
        // is gone by then.
        ctx.set_materialize_grads(false);
        ctx.save_data(Arguments, vars.Length);
        if (BackwardFaults.Current is { } faults)
        {
            ctx.save_data(Faults, faults);
        }

        return Compute(ctx, vars);
    }

    /// <inheritdoc/>
    public sealed override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        ArgumentNullException.ThrowIfNull(grad_output);
        if (grad_output.IsInvalid)
        {
            // The function behind this one has failed.
            return None(ctx);
        }

        try
        {
            return Gradients(ctx, grad_output);
        }
        catch (Exception fault) when (ctx.get_data(Faults) is BackwardFaults)
        {
            ((BackwardFaults)ctx.get_data(Faults)).Add(fault);
            return None(ctx);
        }
    }

    /// <summary>The result; what the gradients need is saved in the context.</summary>
    protected abstract Tensor Compute(autograd.AutogradContext context, object[] arguments);

    /// <summary>A gradient for each argument, null where there is none.</summary>
    /// <param name="context">What <see cref="Compute"/> saved.</param>
    /// <param name="gradient">That of the result.</param>
    protected abstract List<Tensor> Gradients(autograd.AutogradContext context, Tensor gradient);

    private static List<Tensor> None(autograd.AutogradContext ctx) => [.. Enumerable.Repeat<Tensor>(null!, (int)ctx.get_data(Arguments))];
}

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
