using Nmt.Text.Subwords;

namespace Nmt.Search;

/// <summary>Searches any number of sentences in batches of like length, and gives the results back in the order asked.</summary>
/// <param name="search">The search.</param>
/// <param name="batchSentences">Sentences in a batch.</param>
/// <param name="pad">The id that fills up shorter sentences.</param>
public sealed class BatchedSearch(ISearch search, int batchSentences, int pad)
{
    /// <summary>Translates sentences.</summary>
    /// <param name="sentences">Ids, each sentence with its end.</param>
    /// <param name="guidance">What is asked of each sentence beyond its source; null when nothing is asked of any.</param>
    /// <param name="cancellation">Ends the search before its next batch.</param>
    /// <exception cref="OperationCanceledException">When it was cancelled.</exception>
    public IReadOnlyList<IReadOnlyList<FinishedHypothesis>> Search(
        IReadOnlyList<int[]> sentences, IReadOnlyList<SentenceGuidance>? guidance = null,
        CancellationToken cancellation = default)
    {
        var results = new IReadOnlyList<FinishedHypothesis>[sentences.Count];
        // Longest first: the largest batch comes first, so what does not fit into memory shows at once.
        var order = Enumerable.Range(0, sentences.Count).OrderByDescending(i => sentences[i].Length);
        foreach (int[] chosen in order.Chunk(batchSentences))
        {
            cancellation.ThrowIfCancellationRequested();
            var batch = PaddedIds.From(Array.ConvertAll(chosen, i => sentences[i]), pad);
            var found = search.Search(batch, guidance is null ? null : Array.ConvertAll(chosen, i => guidance[i]));
            for (int row = 0; row < chosen.Length; row++)
            {
                results[chosen[row]] = found[row];
            }
        }

        return results;
    }
}
