using Nmt.Runs.Config;
using static TorchSharp.torch;

namespace Nmt.Model.Attention.Normalization;

/// <summary>Turns scores into weights that sum to 1.</summary>
/// <param name="kind">The function.</param>
public sealed class WeightNormalization(AttentionNormalization kind)
{
    /// <summary>Whether it is the softmax.</summary>
    public bool IsSoftmax => kind == AttentionNormalization.Softmax;

    /// <summary>Normalizes the scores of each row.</summary>
    /// <param name="scores">Scores, <c>[..., srcLen]</c>; minus infinity gets weight 0.</param>
    /// <returns>Weights of the same shape.</returns>
    public Tensor Normalize(Tensor scores) => kind switch
    {
        AttentionNormalization.Softmax => scores.softmax(-1),
        AttentionNormalization.Sparsemax => Sparsemax.apply(scores),
        AttentionNormalization.Entmax15 => Entmax15.apply(scores),
        var other => throw new InvalidOperationException($"unknown normalization {other}"),
    };
}
