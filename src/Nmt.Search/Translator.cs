using Nmt.Text.Tokenization;

namespace Nmt.Search;

/// <summary>Translates lines of text: as many out as in, in the same order.</summary>
public sealed class Translator
{
    /// <summary>Batches gathered before they are sorted by length: enough for little padding, few enough to stream.</summary>
    private const int BatchesInWindow = 16;

    private readonly ITokenizer _tokenizer;
    private readonly BatchedSearch _search;
    private readonly SearchConfig _config;

    /// <summary>Makes a translator over a scorer, which stays the caller's.</summary>
    public Translator(ITokenizer tokenizer, IScorer scorer, SearchConfig config)
    {
        _tokenizer = tokenizer;
        _config = config;
        var search = SearchFactory.Make(config, scorer, SearchTokens.Of(tokenizer.Vocabulary));
        _search = new BatchedSearch(search, config.BatchSentences, tokenizer.Vocabulary.Pad);
    }

    /// <summary>Translates a stream of lines, a window of them at a time.</summary>
    public IEnumerable<TranslatedLine> Translate(IEnumerable<string> lines, CancellationToken cancellation = default)
    {
        long number = 0;
        foreach (string[] window in lines.Chunk(BatchesInWindow * _config.BatchSentences))
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var line in TranslateWindow(window, number))
            {
                yield return line;
            }

            number += window.Length;
        }
    }

    private IEnumerable<TranslatedLine> TranslateWindow(string[] lines, long before)
    {
        int[][] encoded = Array.ConvertAll(lines, _tokenizer.Encode);
        int[] real = [.. Enumerable.Range(0, lines.Length).Where(i => encoded[i].Length > 0)];
        var found = _search.Search(Array.ConvertAll(real, i => WithEnd(encoded[i])));
        var results = new IReadOnlyList<FinishedHypothesis>[lines.Length];
        Array.Fill(results, []);
        for (int i = 0; i < real.Length; i++)
        {
            results[real[i]] = found[i];
        }

        return lines.Select((line, i) => new TranslatedLine(
            before + i + 1, line, [.. results[i].Select(ToText)], encoded[i].Length, encoded[i].Length > _config.MaxSourceLength));
    }

    private Translation ToText(FinishedHypothesis hypothesis) => new(_tokenizer.Decode(hypothesis.Tokens), hypothesis);

    private int[] WithEnd(int[] ids) => [.. ids.AsSpan(0, Math.Min(ids.Length, _config.MaxSourceLength)), _tokenizer.Vocabulary.Eos];
}
