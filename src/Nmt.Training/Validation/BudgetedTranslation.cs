using Nmt.Search;
using Nmt.Search.Scorers;
using Nmt.Text.Tokenization;
using Nmt.Translation;

namespace Nmt.Training.Validation;

/// <summary>
/// Translates a text in batches that need no more memory than those of the training: sentences times the longest source times
/// the beam are at most <c>training.batch_tokens</c>, but for a sentence that is longer by itself.
/// </summary>
/// <param name="tokenizer">The subword model.</param>
/// <param name="scorer">The model.</param>
/// <param name="search">How to translate; its batch size is not used.</param>
/// <param name="batchTokens">The budget.</param>
internal sealed class BudgetedTranslation(ITokenizer tokenizer, IScorer scorer, SearchConfig search, int batchTokens)
{
    /// <summary>Translates all sentences, a batch at a time.</summary>
    /// <exception cref="OperationCanceledException">When it was cancelled.</exception>
    /// <returns>Each sentence's place and translation, in the order of the batches.</returns>
    public IEnumerable<(int Index, TranslationResult Line)> Translate(
        IReadOnlyList<string> sources, CancellationToken cancellation)
    {
        int[] lengths = [.. sources.Select(source => Math.Min(tokenizer.Encode(source).Length, search.MaxSourceLength) + 1)];
        // No utility: validations translate greedily or with a beam (SearchConfig.Greedy).
        var options = new TranslatorOptions { Lexicon = search.Lexicon is null ? null : Lexicon.Read(search.Lexicon) };
        foreach (int[] batch in Batches(lengths, batchTokens / search.BeamSize))
        {
            var translator = new Translator(tokenizer, scorer, search with { BatchSentences = batch.Length }, options);
            foreach (var (row, line) in translator.Translate(batch.Select(index => sources[index]), cancellation).Index())
            {
                yield return (batch[row], line);
            }
        }
    }

    /// <summary>Indices batch by batch, longest first: what does not fit into memory shows at once.</summary>
    internal static IEnumerable<int[]> Batches(int[] lengths, int budget)
    {
        int[] order = [.. Enumerable.Range(0, lengths.Length).OrderByDescending(index => lengths[index])];
        for (int start = 0; start < order.Length;)
        {
            int count = Math.Clamp(budget / lengths[order[start]], 1, order.Length - start);
            yield return order[start..(start + count)];
            start += count;
        }
    }
}
