using Nmt.Search;
using Nmt.Search.Decoding;
using Nmt.Text;
using Nmt.Text.Subwords;

namespace Nmt.Translation;

/// <summary>Translates requests with the same settings: subwords, search, joining of segments, text, ranking.</summary>
internal sealed class TranslationPipeline
{
    /// <summary>Samples per sentence that need about as much memory as a beam; with more of them batches have fewer sentences.</summary>
    private const int SamplesOfFullBatch = 10;

    private readonly Sides<ITokenizer> _tokenizers;
    private readonly SearchConfig _config;
    private readonly RequestEncoder _encoder;
    private readonly BatchedSearch _search;
    private readonly UnknownReplacement? _unknowns;
    private readonly MinimumBayesRisk? _risk;

    /// <exception cref="ArgumentException">When minimum-Bayes-risk decoding has no utility.</exception>
    public TranslationPipeline(Sides<ITokenizer> tokenizers, ITokenScorer scorer, SearchConfig config, TranslatorOptions options)
    {
        (_tokenizers, _config) = (tokenizers, config);
        _encoder = new RequestEncoder(tokenizers, config);
        _unknowns = config.ReplaceUnknown ? new UnknownReplacement(tokenizers, options.Lexicon) : null;
        if (config.Mbr != MbrUtility.None)
        {
            _risk = new MinimumBayesRisk(
                options.Utility ?? throw new ArgumentException("minimum-Bayes-risk decoding needs a utility", nameof(options)));
        }

        var vocabulary = tokenizers.Target.Vocabulary;
        var tokens = SpecialTokens.Create(vocabulary.Bos, vocabulary.Eos, vocabulary.Pad, config.ReplaceUnknown ? null : vocabulary.Unk);
        var search = SearchFactory.Create(
            config, scorer, tokens, (seed, sample, sentence) => new SeededRandom(seed, sample, sentence).NextUInt64, options.KeepsAttention);
        int sentences = config.Method == SearchMethod.Sampling
            ? config.BatchSentences * SamplesOfFullBatch / Math.Max(SamplesOfFullBatch, config.Samples)
            : config.BatchSentences;
        _search = new BatchedSearch(search, Math.Max(1, sentences));
    }

    /// <summary>Translates requests; returns the results in the same order.</summary>
    public IEnumerable<TranslationResult> Translate(
        IReadOnlyList<TranslationRequest> requests, IProgress<double>? progress, CancellationToken cancellation)
    {
        TranslationResult[] encoded = [.. requests.Select(_encoder.Encode)];
        var found = _search.Search(
            [.. encoded.SelectMany(line => line.SourceSegments).Select(WithEnd)], [.. encoded.SelectMany(_encoder.Constraints)], progress, cancellation);
        int next = 0;
        foreach (var line in encoded)
        {
            int segments = line.SourceSegments.Count;
            var whole = SegmentJoiner.Join(
                [.. found.Skip(next).Take(segments)], [.. line.SourceSegments.Select(segment => segment.Length)]);
            next += segments;
            yield return line with { Hypotheses = Rank([.. whole.Select(hypothesis => WithText(line.Request, hypothesis))]) };
        }
    }

    private int[] WithEnd(int[] ids) => [.. ids, _tokenizers.Source.Vocabulary.Eos];

    private FinishedHypothesis WithText(TranslationRequest request, FinishedHypothesis hypothesis) =>
        _unknowns?.WithText(request.Source, hypothesis) ?? hypothesis with { Text = _tokenizers.Target.Decode(hypothesis.Tokens) };

    /// <summary>Ranks the hypotheses of a line, best first: as the search did, or by expected utility.</summary>
    private IReadOnlyList<FinishedHypothesis> Rank(FinishedHypothesis[] hypotheses)
    {
        if (_risk is null || hypotheses.Length == 0)
        {
            return hypotheses;
        }

        double[] weights = _config.Method == SearchMethod.Sampling
            ? Array.ConvertAll(hypotheses, _ => 1.0)
            : MinimumBayesRisk.Posterior(hypotheses);
        return [.. _risk.Rank(hypotheses, weights).Take(_config.NBest)];
    }
}
