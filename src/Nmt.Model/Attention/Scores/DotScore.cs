using static TorchSharp.torch;

namespace Nmt.Model.Attention.Scores;

/// <summary>score(s, h) = s·h (Luong et al. 2015, eq. 8, "dot"), for encoder and decoder states of the same width.</summary>
/// <param name="size">The width of both states.</param>
/// <param name="heads">Number of heads, each with its part of both states.</param>
public sealed class DotScore(long size, int heads) : IAttentionScore
{
    /// <inheritdoc/>
    public bool IsDotProduct => heads == 1;

    /// <inheritdoc/>
    public long KeySize => size;

    /// <inheritdoc/>
    public Tensor ProjectKeys(Tensor states) => states.alias();

    /// <inheritdoc/>
    public Tensor Score(Tensor query, Tensor keys) => HeadProducts.Of(query, keys, heads);
}
