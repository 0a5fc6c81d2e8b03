namespace Nmt.Search.Filters;

/// <summary>One hypothesis that is about to be extended.</summary>
/// <param name="Row">Its row among the log-probabilities.</param>
/// <param name="Sentence">The place of its sentence in the batch that the search was given.</param>
/// <param name="Tokens">What it says so far.</param>
internal sealed record FilteredRow(int Row, int Sentence, int[] Tokens);
