using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

/// <summary>The negative of the target classes' log-probabilities, which the input holds.</summary>
public sealed class NLLLoss : WeightedLoss<Tensor, Tensor, Tensor>
{
    internal NLLLoss(Tensor? weight = null, Reduction reduction = Reduction.Mean)
        : base(weight, reduction)
    {
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input, Tensor target) => functional.nll_loss(input, target, weight, reduction);
}
