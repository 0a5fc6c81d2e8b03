using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What an optimizer remembers of one parameter.</summary>
public abstract class OptimizerState : IDisposable
{
    /// <summary>Makes the state of a parameter.</summary>
    protected OptimizerState(Parameter parameter)
    {
        Parameter = parameter;
    }

    /// <summary>Whose state it is.</summary>
    private protected Parameter Parameter { get; }

    /// <summary>Makes the tensors that the options ask for.</summary>
    public abstract void Initialize(OptimizerOptions options);

    /// <summary>Copies from another state of the same kind.</summary>
    public abstract void LoadStateDict(OptimizerState source);

    /// <summary>Moves the tensors to a device.</summary>
    public virtual void to(Device device)
    {
    }

    /// <summary>Whether another state holds nearly the same values.</summary>
    public virtual bool ApproximatelyEquals(OptimizerState other) => false;

    /// <summary>Disposes the tensors.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Disposes the tensors.</summary>
    private protected abstract void Dispose(bool disposing);

    /// <summary>The argument as the wanted kind of state.</summary>
    private protected static T Cast<T>(OptimizerState source) where T : OptimizerState => source as T
        ?? throw new ArgumentException(
            $"Mismatched optimizer state: expected {typeof(T).FullName}, got {source.GetType().FullName}.", nameof(source));

    /// <summary>Replaces a state tensor by a copy of another, on the parameter's device.</summary>
    private protected void Replace(ref Tensor? target, Tensor? source)
    {
        if (ReferenceEquals(target, source))
        {
            return;
        }

        if (source is not null && !source.shape.AsSpan().SequenceEqual(Parameter.shape))
        {
            throw new ArgumentException(
                $"Optimizer state of shape {Tensor.ShapeText(source.shape)} does not fit"
                + $" a parameter of {Tensor.ShapeText(Parameter.shape)}.",
                nameof(source));
        }

        var copy = source?.to(Parameter.dtype, Parameter.device, copy: true).DetachFromDisposeScope();
        target?.Dispose();
        target = copy;
    }

    /// <summary>Moves a state tensor.</summary>
    private protected static void Move(ref Tensor? target, Device device)
    {
        if (target is null)
        {
            return;
        }

        var moved = target.to(device).DetachFromDisposeScope();
        if (!ReferenceEquals(moved, target))
        {
            target.Dispose();
            target = moved;
        }
    }

    /// <summary>Zeros like the parameter, outside every dispose scope.</summary>
    private protected Tensor Zeros() => zeros_like(Parameter, requires_grad: false).DetachFromDisposeScope();

    /// <summary>Whether two state tensors, either of which may be absent, hold nearly the same values.</summary>
    private protected static bool AreClose(Tensor? a, Tensor? b) => (a, b) switch
    {
        (null, null) => true,
        (null, _) or (_, null) => false,
        _ => a.allclose(b),
    };
}
