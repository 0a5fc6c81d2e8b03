using Nmt.Runs.Config;
using static TorchSharp.torch;

namespace Nmt.Model.Attention;

/// <summary>
/// Hard attention: the decoder sees one source position instead of a mean of all (Xu et al. 2015, section 4.1). Training samples
/// the position from the weights, search takes the most probable one.
/// </summary>
/// <param name="config">The estimator of the gradient, and its settings.</param>
public sealed class HardChoice(AttentionConfig config)
{
    // Keeps the logarithm of a weight that is exactly zero finite.
    private const double Smallest = 1e-9;

    /// <summary>Chooses a position for each query and head.</summary>
    /// <param name="weights">Attention weights, <c>[batch, heads, queries, srcLen]</c>.</param>
    /// <param name="isTraining">Whether to sample, and to compute what the estimator needs.</param>
    public ChosenPositions Choose(Tensor weights, bool isTraining)
    {
        using var scope = NewDisposeScope();
        if (!isTraining)
        {
            return new ChosenPositions(OneHot(weights, weights.argmax(-1, keepdim: true)).MoveToOuterDisposeScope());
        }

        using var fixedWeights = weights.detach();
        var position = fixedWeights.reshape(-1, weights.shape[^1]).multinomial(1).view([.. weights.shape.SkipLast(1), 1]);
        var chosen = OneHot(fixedWeights, position);
        if (config.Hard == HardAttention.StraightThrough)
        {
            // The value is the choice, the gradient that of the weights (Bengio et al. 2013, section 4).
            return new ChosenPositions((weights + (chosen - fixedWeights)).MoveToOuterDisposeScope());
        }

        // Xu et al. (2015, section 4.1) replace half of the samples by their expectation, to reduce the variance.
        var isSoft = empty(position.shape, weights.dtype, weights.device).bernoulli_(config.SoftShare).gt(0);
        var logWeights = weights.clamp_min(Smallest).log();
        var entropy = (weights * logWeights).sum(-1).neg();                              // [batch, heads, queries]
        return new ChosenPositions(where(isSoft, weights, chosen).MoveToOuterDisposeScope())
        {
            LogProbability = logWeights.gather(-1, position).masked_fill(isSoft, 0).squeeze(-1).sum(1).MoveToOuterDisposeScope(),
            Loss = (entropy.sum(1) * -config.EntropyBonus).MoveToOuterDisposeScope(),
        };
    }

    private static Tensor OneHot(Tensor weights, Tensor position) =>
        zeros_like(weights).scatter_(-1, position, ones(position.shape, weights.dtype, weights.device));
}

/// <summary>The source positions that hard attention has chosen.</summary>
/// <param name="Weights">1 at the chosen positions, <c>[batch, heads, queries, srcLen]</c>.</param>
public sealed record ChosenPositions(Tensor Weights)
{
    /// <summary>
    /// The log-probability of the choice, summed over heads, <c>[batch, queries]</c>; 0 where nothing was sampled. Null unless its
    /// gradient is needed (REINFORCE).
    /// </summary>
    public Tensor? LogProbability { get; init; }

    /// <summary>The loss that keeps choices random: minus the weighted entropy, <c>[batch, queries]</c>; or null.</summary>
    public Tensor? Loss { get; init; }
}
