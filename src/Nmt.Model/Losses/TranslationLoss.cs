using TorchSharp;
using static TorchSharp.torch;

namespace Nmt.Model.Losses;

/// <summary>
/// Cross-entropy summed over the real target tokens. With smoothing ε the target distribution is
/// (1 - ε) on the reference's token plus ε/V on each of the V tokens (Szegedy et al. 2016, section 7).
/// </summary>
/// <param name="labelSmoothing">The ε; 0 gives plain cross-entropy.</param>
public sealed class TranslationLoss(double labelSmoothing)
{
    /// <summary>Computes the summed loss, a scalar.</summary>
    /// <param name="logits">Scores before normalization, <c>[tokens, vocab]</c>.</param>
    /// <param name="output">The reference's tokens, <c>[tokens]</c>.</param>
    public Tensor Sum(Tensor logits, Tensor output) =>
        nn.functional.cross_entropy(logits, output, reduction: nn.Reduction.Sum, label_smoothing: labelSmoothing);

    /// <summary>Computes the same loss from inputs of the output layer, block by block: the logits never exist all at once.</summary>
    /// <param name="states">Attentional states, <c>[tokens, hidden]</c>.</param>
    /// <param name="layer">The output layer.</param>
    /// <param name="output">The reference's tokens, <c>[tokens]</c>.</param>
    public Tensor Sum(Tensor states, OutputLayer layer, Tensor output) =>
        FusedOutputCrossEntropy.apply(states, layer.Weight, layer.Bias, output, labelSmoothing, is_grad_enabled());
}

/// <summary>
/// Cross-entropy between attention and given word alignments, summed over the target tokens that have links (Chen et al. 2016,
/// section 3): <c>-Σ_t Σ_s A_ts log α_ts</c>, where each row of A sums to 1.
/// </summary>
public static class GuidedAlignmentLoss
{
    // Keeps log(0) finite: below any relevant weight, but not lost in single precision.
    private const double Smallest = 1e-9;

    /// <summary>Computes the summed loss, a scalar.</summary>
    /// <param name="weights">Attention weights α, <c>[batch, tgtLen, srcLen]</c>.</param>
    /// <param name="links">The alignment A, of the same shape; rows without links are zero.</param>
    public static Tensor Sum(Tensor weights, Tensor links)
    {
        using var scope = NewDisposeScope();
        return (links * weights.add(Smallest.ToScalar()).log()).sum().neg().MoveToOuterDisposeScope();
    }
}
