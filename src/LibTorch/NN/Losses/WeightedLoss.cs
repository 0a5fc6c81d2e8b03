using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp;

/// <summary>The base class of losses that weigh classes.</summary>
public abstract class WeightedLoss<T1, T2, TResult> : Loss<T1, T2, TResult>
{
    /// <summary>Makes a loss with weights of its classes.</summary>
    protected WeightedLoss(Tensor? weight = null, Reduction reduction = Reduction.Mean)
        : base(reduction)
    {
        ConditionallyRegisterBuffer(nameof(weight), weight);
    }

    /// <summary>A weight for each class, or null. It is a buffer, so it moves with the module.</summary>
    public Tensor? weight => get_buffer(nameof(weight));
}
