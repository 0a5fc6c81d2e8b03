namespace Nmt.Search;

/// <summary>Source of a model's attention when it is forced to translate a sentence in a given way, for looking at it.</summary>
public interface IForcedAttention
{
    /// <summary>Computes the attention of a sentence pair.</summary>
    /// <param name="source">Source tokens, with their end of sentence.</param>
    /// <param name="target">Target tokens, with their end of sentence.</param>
    /// <param name="bos">The token for the beginning of a target sentence.</param>
    /// <param name="keepsHeads">Whether to return the weights of every layer and head.</param>
    ForcedWeights Attend(int[] source, int[] target, int bos, bool keepsHeads);
}

/// <summary>Attention weights between the tokens of a sentence pair.</summary>
/// <param name="Weights">The weights of the model's alignment, mean over heads, <c>[tgtLen, srcLen]</c>; null if the model has no attention.</param>
/// <param name="Heads">The weights of every layer and head, if they were requested.</param>
public sealed record ForcedWeights(float[,]? Weights, IReadOnlyList<HeadAttention> Heads);

/// <summary>The weights of one attention head.</summary>
/// <param name="Site">What attends to what.</param>
/// <param name="Layer">The layer, from 1.</param>
/// <param name="Head">The head, from 1.</param>
/// <param name="Weights"><c>[queries, keys]</c>; queries are target tokens, or source tokens in the encoder.</param>
public sealed record HeadAttention(AttentionSite Site, int Layer, int Head, float[,] Weights);

/// <summary>What attends to what.</summary>
public enum AttentionSite
{
    /// <summary>Target positions to source positions.</summary>
    Cross,

    /// <summary>Source positions to source positions.</summary>
    EncoderSelf,

    /// <summary>Target positions to earlier target positions and themselves.</summary>
    DecoderSelf,
}
