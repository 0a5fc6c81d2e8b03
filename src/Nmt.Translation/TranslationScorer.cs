using Nmt.Search;
using Nmt.Search.Decoding;
using Nmt.Text;
using Nmt.Text.Subwords;

namespace Nmt.Translation;

/// <summary>Scores given translations of lines of text: as many out as in, in the same order.</summary>
public sealed class TranslationScorer
{
    private readonly ITokenizer _tokenizer;
    private readonly Vocabulary _vocabulary;
    private readonly ForcedDecoder _decoder;
    private readonly SearchConfig _config;
    private readonly DecodingOptions _options;

    /// <summary>Creates a scorer of translations over a scorer of tokens, which stays the caller's.</summary>
    public TranslationScorer(ITokenizer tokenizer, ITokenScorer scorer, SearchConfig config, bool keepsAttention = false)
    {
        (_tokenizer, _vocabulary, _config) = (tokenizer, tokenizer.Vocabulary, config);
        _options = SearchFactory.Options(
            config, SpecialTokens.Create(_vocabulary.Bos, _vocabulary.Eos, _vocabulary.Pad, _vocabulary.Unk), keepsAttention);
        _decoder = new ForcedDecoder(scorer, _options);
    }

    /// <summary>Scores a stream of requests with targets, a window of them at a time.</summary>
    public IEnumerable<TranslationResult> Score(IEnumerable<TranslationRequest> requests, CancellationToken cancellation = default)
    {
        foreach (var window in requests.Chunk(Batcher.FullWindow(_config.BatchSentences)))
        {
            foreach (var result in ScoreWindow(window, cancellation))
            {
                yield return result;
            }
        }
    }

    /// <summary>
    /// Scores requests together; they come back in the order given, each with its target as the only hypothesis, or with none
    /// where both sides are blank or the line cannot be read.
    /// </summary>
    /// <exception cref="DataException">When the segments of a request are not those of its lines, or its pieces not the model's.</exception>
    /// <exception cref="OperationCanceledException">When it was cancelled.</exception>
    public IReadOnlyList<TranslationResult> ScoreWindow(
        IReadOnlyList<TranslationRequest> requests, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        (TranslationResult Line, Segment[] Segments)[] encoded = [.. requests.Select(Encode)];
        var found = Score([.. encoded.SelectMany(line => line.Segments)], cancellation);
        var results = new TranslationResult[encoded.Length];
        int next = 0;
        for (int i = 0; i < results.Length; i++)
        {
            var (line, segments) = encoded[i];
            results[i] = WithScores(line, found[next..(next + segments.Length)]);
            next += segments.Length;
        }

        return results;
    }

    /// <summary>Segments both sides into subwords, and into the segments that they were translated in.</summary>
    private (TranslationResult Line, Segment[] Segments) Encode(TranslationRequest request)
    {
        if (request.Fault is not null)
        {
            return (new TranslationResult(request, _vocabulary), []);
        }

        int[] source = _tokenizer.Encode(request.Source);
        int[] target = request.TargetPieces?.Select(piece => IdOf(piece, request)).ToArray()
            ?? _tokenizer.Encode(request.Target ?? throw new ArgumentException($"line {request.Number} has no target", nameof(request)));
        var segments = request.Segments.Count > 0 ? Split(request, source, target)
            : source.Length + target.Length == 0 ? []
            : [new Segment(source[..Math.Min(source.Length, _config.MaxSourceLength)], target, request.IsComplete)];
        var line = new TranslationResult(request, _vocabulary)
        {
            SourceLength = source.Length, SourceSegments = Array.ConvertAll(segments, segment => segment.Source),
        };
        return (line, segments);
    }

    private int IdOf(string piece, TranslationRequest request)
    {
        int id = _vocabulary.IdOf(piece);
        return _vocabulary[id] == piece
            ? id
            : throw new DataException(
                $"{request.Place}: the model's subwords have no '{piece}'; scores of another model's \"tokens\" need them left out");
    }

    private static Segment[] Split(TranslationRequest request, int[] source, int[] target)
    {
        int sourceLength = request.Segments.Sum(segment => segment.Source);
        int targetLength = request.Segments.Sum(segment => segment.Target);
        if (sourceLength != source.Length || targetLength != target.Length)
        {
            throw new DataException(FormattableString.Invariant(
                $"line {request.Number}: its parts have {sourceLength} source and {targetLength} target subwords, the line itself {source.Length} and {target.Length}"));
        }

        var segments = new List<Segment>();
        var (sourceStart, targetStart) = (0, 0);
        foreach (var (sourceCount, targetCount, isComplete) in request.Segments)
        {
            segments.Add(new Segment(
                source[sourceStart..(sourceStart + sourceCount)], target[targetStart..(targetStart + targetCount)], isComplete));
            (sourceStart, targetStart) = (sourceStart + sourceCount, targetStart + targetCount);
        }

        return [.. segments];
    }

    /// <summary>Scores segments in batches of similar length; they come back in the order given.</summary>
    private FinishedHypothesis[] Score(Segment[] segments, CancellationToken cancellation)
    {
        var found = new FinishedHypothesis[segments.Length];
        var order = Enumerable.Range(0, segments.Length)
            .OrderByDescending(i => segments[i].Target.Length).ThenByDescending(i => segments[i].Source.Length);
        foreach (int[] batch in order.Chunk(_config.BatchSentences))
        {
            int[][] source = Array.ConvertAll(batch, i => (int[])[.. segments[i].Source, _vocabulary.Eos]);
            var scored = _decoder.Score(source, Array.ConvertAll(batch, i => segments[i].Target), cancellation);
            for (int row = 0; row < batch.Length; row++)
            {
                found[batch[row]] = segments[batch[row]].IsComplete ? scored[row] : WithoutEnd(scored[row]);
            }
        }

        return found;
    }

    private static TranslationResult WithScores(TranslationResult line, FinishedHypothesis[] found)
    {
        if (found.Length == 0)
        {
            return line;
        }

        var whole = found.Length == 1 ? found[0] : SegmentJoiner.Join(found, [.. line.SourceSegments.Select(segment => segment.Length)]);
        return line with { Hypotheses = [whole with { Text = line.Request.Target ?? "" }] };
    }

    /// <summary>A target that was scored with an end of sentence which it does not have.</summary>
    private FinishedHypothesis WithoutEnd(FinishedHypothesis scored)
    {
        double[] tokens = [.. scored.TokenLogProbabilities.SkipLast(1)];
        float[][]? attention = scored.Attention?.SkipLast(1).ToArray();
        double coverage = attention is { Length: > 0 } ? _options.Coverage?.Of(attention) ?? 0 : 0;
        return scored with
        {
            LogProbability = tokens.Sum(), Score = _options.Penalty.Normalize(tokens.Sum(), Math.Max(1, tokens.Length)) + coverage,
            IsComplete = false, TokenLogProbabilities = tokens, Attention = attention,
        };
    }

    /// <summary>What is scored at once: a line and its translation, or a segment of both, without ends of sentence.</summary>
    private sealed record Segment(int[] Source, int[] Target, bool IsComplete);
}
