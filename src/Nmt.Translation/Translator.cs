using Nmt.Search;
using Nmt.Search.Scorers;
using Nmt.Text.Subwords;

namespace Nmt.Translation;

/// <summary>Translates lines of text: as many out as in, in the same order.</summary>
public sealed class Translator
{
    /// <summary>Batches gathered before they are sorted by length: enough for little padding, few enough to stream.</summary>
    public const int BatchesInWindow = 16;

    /// <summary>Samples of a sentence that take about the room of a beam; with more of them batches have fewer sentences.</summary>
    private const int SamplesOfFullBatch = 10;

    private readonly ITokenizer _tokenizer;
    private readonly BatchedSearch _search;
    private readonly SearchConfig _config;
    private readonly TranslationTexts _texts;
    private readonly LineGuidance _guidance;
    private readonly LinePreparation _preparation;

    /// <summary>Makes a translator over a scorer, which stays the caller's.</summary>
    /// <exception cref="ArgumentException">When the config asks for something that the options lack.</exception>
    public Translator(ITokenizer tokenizer, IScorer scorer, SearchConfig config, TranslatorOptions? options = null)
    {
        options ??= new TranslatorOptions();
        _tokenizer = tokenizer;
        _config = config;
        _texts = new TranslationTexts(tokenizer, config, options);
        _guidance = new LineGuidance(tokenizer, config);
        _preparation = new LinePreparation(tokenizer, config);
        var tokens = SearchTokens.Of(tokenizer.Vocabulary, config.ReplaceUnknown);
        var search = SearchFactory.Make(config, scorer, tokens, options.KeepsAttention);
        int sentences = config.Method == SearchMethod.Sampling
            ? config.BatchSentences * SamplesOfFullBatch / Math.Max(SamplesOfFullBatch, config.Samples)
            : config.BatchSentences;
        _search = new BatchedSearch(search, Math.Max(1, sentences), tokenizer.Vocabulary.Pad);
    }

    /// <summary>Translates a stream of lines, a window of them at a time.</summary>
    public IEnumerable<TranslatedLine> Translate(IEnumerable<string> lines, CancellationToken cancellation = default) =>
        Translate(lines.Select((text, i) => new SourceLine(i + 1L, text)), cancellation);

    /// <summary>Translates a stream of lines of which more is asked, a window of them at a time.</summary>
    public IEnumerable<TranslatedLine> Translate(IEnumerable<SourceLine> lines, CancellationToken cancellation = default)
    {
        foreach (var window in lines.Chunk(BatchesInWindow * _config.BatchSentences))
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var line in TranslateWindow(window))
            {
                yield return line;
            }
        }
    }

    /// <summary>Translates lines together; they are sorted by length for it, and come back in the order given.</summary>
    public IReadOnlyList<TranslatedLine> TranslateWindow(IReadOnlyList<SourceLine> lines)
    {
        PreparedLine[] prepared = [.. lines.Select(_preparation.Prepare)];
        var found = _search.Search(
            [.. prepared.SelectMany(line => line.Parts).Select(WithEnd)], [.. prepared.SelectMany(Guidance)]);
        var results = new TranslatedLine[prepared.Length];
        int next = 0;
        for (int i = 0; i < results.Length; i++)
        {
            var parts = prepared[i].Parts;
            results[i] = ToLine(prepared[i], JoinedParts.Join([.. found.Skip(next).Take(parts.Count)], [.. parts.Select(part => part.Length)]));
            next += parts.Count;
        }

        return results;
    }

    private IEnumerable<SentenceGuidance> Guidance(PreparedLine line)
    {
        if (line.Parts.Count == 0)
        {
            return [];
        }

        var whole = _guidance.Of(line.Line);
        return line.Parts.Select((_, part) => part == 0 ? whole : whole.OfPart(part));
    }

    private TranslatedLine ToLine(PreparedLine line, IReadOnlyList<FinishedHypothesis> found)
    {
        int[] source = [.. line.Parts.SelectMany(part => part)];
        return new TranslatedLine(line.Line.Number, line.Line.Text, _texts.Of(line.Line.Text, found), line.Length, line.IsCropped)
        {
            SourceTokens = source, Parts = line.Parts.Count, HasUnknown = source.Contains(_tokenizer.Vocabulary.Unk),
        };
    }

    private int[] WithEnd(int[] ids) => [.. ids, _tokenizer.Vocabulary.Eos];
}
