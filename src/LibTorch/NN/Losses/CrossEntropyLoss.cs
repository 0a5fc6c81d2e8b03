using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

/// <summary>Cross-entropy of unnormalized scores <c>[batch, classes]</c> against class numbers <c>[batch]</c>.</summary>
public sealed class CrossEntropyLoss : WeightedLoss<Tensor, Tensor, Tensor>
{
    /// <summary>Makes the loss.</summary>
    public CrossEntropyLoss(
        Tensor? weight = null, long? ignore_index = null, Reduction reduction = Reduction.Mean, double label_smoothing = 0)
        : base(weight, reduction)
    {
        this.ignore_index = ignore_index;
        this.label_smoothing = label_smoothing;
    }

    /// <summary>The target class that counts nothing.</summary>
    public long? ignore_index { get; }

    /// <summary>The share of the target that is spread evenly over all classes.</summary>
    public double label_smoothing { get; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input, Tensor target) =>
        functional.cross_entropy(input, target, weight, ignore_index ?? functional.IgnoreIndex, reduction, label_smoothing);
}
