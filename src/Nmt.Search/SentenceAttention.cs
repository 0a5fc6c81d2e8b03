namespace Nmt.Search;

/// <summary>A model's attention between the subwords of one sentence pair.</summary>
/// <param name="SourcePieces">Source subwords with the end of sentence.</param>
/// <param name="TargetPieces">Target subwords with the end of sentence.</param>
/// <param name="Weights">Attention weights, <c>[tgtLen, srcLen]</c>; each row sums to 1.</param>
public sealed record SentenceAttention(
    IReadOnlyList<string> SourcePieces, IReadOnlyList<string> TargetPieces, float[,] Weights);
