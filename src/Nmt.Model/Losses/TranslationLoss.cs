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
/// The gradient of sampled source positions (REINFORCE; Williams 1992, Xu et al. 2015, section 4.1): a choice becomes more probable the better
/// it lets the model predict its token. The reward of a choice is the log-probability of that token, the baseline the mean of these in the
/// batch, where Xu et al. keep a moving average over batches and reward all choices with the log-probability of the whole sentence.
/// </summary>
public static class ChoiceReward
{
    /// <summary>Computes the summed loss, a scalar; its value says nothing, its gradient is the estimate.</summary>
    /// <param name="choices">Log-probabilities of the choices, <c>[tokens]</c>.</param>
    /// <param name="states">Inputs of the output layer, <c>[tokens, hidden]</c>.</param>
    /// <param name="layer">The output layer.</param>
    /// <param name="output">The reference's tokens, <c>[tokens]</c>.</param>
    public static Tensor LossSum(Tensor choices, Tensor states, OutputLayer layer, Tensor output)
    {
        ArgumentNullException.ThrowIfNull(layer);
        using var scope = NewDisposeScope();
        Tensor reward;
        using (no_grad())
        {
            reward = nn.functional.cross_entropy(layer.call(states), output, reduction: nn.Reduction.None).neg();
            reward = reward - reward.mean();
        }

        return (choices * reward).sum().neg().MoveToOuterDisposeScope();
    }
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
