namespace Nmt.Search;

/// <summary>A whole translation as ids.</summary>
/// <param name="Tokens">Subwords without beginning and end of sentence.</param>
/// <param name="LogProbability">Sum over all tokens, the end of sentence included.</param>
/// <param name="Score"><paramref name="LogProbability"/> under the length penalty; higher is better.</param>
/// <param name="IsComplete">False where the length limit ended it instead of an end of sentence.</param>
public sealed record FinishedHypothesis(int[] Tokens, double LogProbability, double Score, bool IsComplete);
