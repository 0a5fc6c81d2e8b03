namespace Nmt.Search;

/// <summary>Searches any number of sentences in batches of similar length, and returns the results in input order.</summary>
/// <param name="search">The search.</param>
/// <param name="batchSentences">Maximum number of sentences per batch.</param>
public sealed class BatchedSearch(ISearch search, int batchSentences)
{
    /// <summary>Translates sentences.</summary>
    /// <param name="sentences">Ids of each sentence, including its end of sentence.</param>
    /// <param name="constraints">Constraints on each translation; null when there are none.</param>
    /// <param name="progress">Receives the share of the sentences' ids that are translated, from 0 to 1, after each batch.</param>
    /// <param name="cancellation">Cancels the search before its next step.</param>
    public IReadOnlyList<IReadOnlyList<FinishedHypothesis>> Search(
        IReadOnlyList<int[]> sentences, IReadOnlyList<DecodingConstraints>? constraints = null, IProgress<double>? progress = null,
        CancellationToken cancellation = default)
    {
        var results = new IReadOnlyList<FinishedHypothesis>[sentences.Count];
        long all = sentences.Sum(sentence => (long)sentence.Length);
        long done = 0;
        // Longest first: a batch that does not fit into memory fails at once.
        var order = Enumerable.Range(0, sentences.Count).OrderByDescending(i => sentences[i].Length);
        foreach (int[] batch in order.Chunk(batchSentences))
        {
            var found = search.Search(
                Array.ConvertAll(batch, i => sentences[i]), constraints is null ? null : Array.ConvertAll(batch, i => constraints[i]),
                cancellation);
            for (int row = 0; row < batch.Length; row++)
            {
                results[batch[row]] = found[row];
            }

            done += batch.Sum(i => (long)sentences[i].Length);
            progress?.Report((double)done / all);
        }

        return results;
    }
}
