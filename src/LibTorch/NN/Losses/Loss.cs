using static TorchSharp.torch.nn;

namespace TorchSharp;

/// <summary>The base class of losses.</summary>
public abstract class Loss<T1, T2, TResult> : Module<T1, T2, TResult>
{
    /// <summary>Makes a loss with a way to reduce it.</summary>
    protected Loss(Reduction reduction = Reduction.Mean)
        : base(nameof(Loss<,,>))
    {
        this.reduction = reduction;
    }

    /// <summary>How the losses of a batch become one result.</summary>
    public Reduction reduction { get; }
}
