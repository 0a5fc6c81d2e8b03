namespace Nmt.Text.Tokenization;

/// <summary>One of several ways to segment a line.</summary>
/// <param name="Ids">The subwords.</param>
/// <param name="Pieces">Their texts.</param>
/// <param name="Score">Sum of their log-probabilities under the model, unnormalized; higher is better.</param>
public sealed record ScoredEncoding(int[] Ids, string[] Pieces, float Score);
