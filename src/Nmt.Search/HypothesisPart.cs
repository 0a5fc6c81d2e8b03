namespace Nmt.Search;

/// <summary>A stretch of a line that was translated by itself, because the line as a whole is too long.</summary>
/// <param name="SourceLength">Its source subwords.</param>
/// <param name="TargetLength">The subwords of its translation.</param>
/// <param name="IsComplete">Whether an end of sentence ended the translation.</param>
public sealed record HypothesisPart(int SourceLength, int TargetLength, bool IsComplete);
