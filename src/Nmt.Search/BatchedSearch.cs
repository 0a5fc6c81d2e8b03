namespace Nmt.Search;

/// <summary>Searches any number of sentences in batches of similar length, and returns the results in the order of the sentences.</summary>
/// <param name="search">The search.</param>
/// <param name="batchSentences">Sentences in a batch.</param>
public sealed class BatchedSearch(ISearch search, int batchSentences)
{
    /// <summary>Translates sentences.</summary>
    /// <param name="sentences">Ids of each sentence, its end of sentence included.</param>
    /// <param name="constraints">Constraints on each translation; null when there are none.</param>
    /// <param name="cancellation">Ends the search before its next step.</param>
    public IReadOnlyList<IReadOnlyList<FinishedHypothesis>> Search(
        IReadOnlyList<int[]> sentences, IReadOnlyList<DecodingConstraints>? constraints = null, CancellationToken cancellation = default)
    {
        var results = new IReadOnlyList<FinishedHypothesis>[sentences.Count];
        // Longest first: the largest batch comes first, so what does not fit into memory shows at once.
        var order = Enumerable.Range(0, sentences.Count).OrderByDescending(i => sentences[i].Length);
        foreach (int[] chosen in order.Chunk(batchSentences))
        {
            var found = search.Search(
                Array.ConvertAll(chosen, i => sentences[i]), constraints is null ? null : Array.ConvertAll(chosen, i => constraints[i]),
                cancellation);
            for (int row = 0; row < chosen.Length; row++)
            {
                results[chosen[row]] = found[row];
            }
        }

        return results;
    }
}
