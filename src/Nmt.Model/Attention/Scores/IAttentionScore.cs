using static TorchSharp.torch;

namespace Nmt.Model.Attention.Scores;

/// <summary>
/// Scores how well a decoder state and a source position match: the first part of attention (Luong et al. 2015, section 3.1).
/// With several heads, each compares its own part of queries and keys (Vaswani et al. 2017, section 3.2.2). A score with weights is
/// a module.
/// </summary>
public interface IAttentionScore
{
    /// <summary>Whether a score is the dot product of the whole query and the key: one head, no scale.</summary>
    bool IsDotProduct { get; }

    /// <summary>Width of the keys.</summary>
    long KeySize { get; }

    /// <summary>Computes the part of the score that depends only on the source, once per sentence.</summary>
    /// <param name="states">Encoder states, <c>[batch, srcLen, hidden]</c>.</param>
    /// <returns>Keys, <c>[batch, srcLen, size]</c>.</returns>
    Tensor ProjectKeys(Tensor states);

    /// <summary>Scores several decoder states per sentence.</summary>
    /// <param name="query">Decoder states, <c>[batch, queries, hidden]</c>.</param>
    /// <param name="keys">The result of <see cref="ProjectKeys"/>, <c>[batch, srcLen, size]</c>.</param>
    /// <returns>Scores, <c>[batch, heads, queries, srcLen]</c>.</returns>
    Tensor Score(Tensor query, Tensor keys);
}
