using System.Runtime.ExceptionServices;
using static TorchSharp.torch;

namespace Nmt.Model;

/// <summary>
/// An autograd function with one result and hand-written gradients. Exceptions in its backward pass are stored in the
/// <see cref="BackwardFaults"/> that was collecting when the function was applied: the native code that calls it cannot pass
/// exceptions on, and the process would end.
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
        // The library would replace a missing gradient by zeros in the shape of a tensor that no longer exists
        // by then.
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
            // The backward pass of the function that follows this one has failed.
            return NoGradients(ctx);
        }

        try
        {
            return Gradients(ctx, grad_output);
        }
        catch (Exception fault) when (ctx.get_data(Faults) is BackwardFaults)
        {
            ((BackwardFaults)ctx.get_data(Faults)).Add(fault);
            return NoGradients(ctx);
        }
    }

    /// <summary>Computes the result, and saves in the context what the gradients need.</summary>
    protected abstract Tensor Compute(autograd.AutogradContext context, object[] arguments);

    /// <summary>Computes a gradient for each argument; null for arguments without one.</summary>
    /// <param name="context">The values that <see cref="Compute"/> saved.</param>
    /// <param name="gradient">The gradient of the result.</param>
    protected abstract List<Tensor> Gradients(autograd.AutogradContext context, Tensor gradient);

    private static List<Tensor> NoGradients(autograd.AutogradContext ctx) => [.. Enumerable.Repeat<Tensor>(null!, (int)ctx.get_data(Arguments))];
}

/// <summary>
/// The exceptions of backward passes of a <see cref="HandWrittenFunction{T}"/>, for the caller of <c>backward()</c>. Until it is
/// disposed, it collects them for the functions that the current thread applies, whichever thread computes their gradients.
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

    /// <summary>The active collection of the current thread; null if there is none.</summary>
    internal static BackwardFaults? Current => s_current;

    /// <summary>Starts collecting.</summary>
    public static BackwardFaults Collect() => new();

    /// <summary>Throws the first exception that was collected. Call it after <c>backward()</c>.</summary>
    /// <exception cref="Exception">The first exception of a backward pass.</exception>
    public void ThrowIfAny() => _first?.Throw();

    /// <inheritdoc/>
    public void Dispose() => s_current = _outer;

    /// <summary>Stores the first exception; later ones are mostly its consequences.</summary>
    internal void Add(Exception fault) => Interlocked.CompareExchange(ref _first, ExceptionDispatchInfo.Capture(fault), null);
}
