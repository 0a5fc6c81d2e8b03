using Nmt.Search;
using Nmt.Search.Decoding;
using Nmt.Text;
using Nmt.Text.Subwords;

namespace Nmt.Translation;

/// <summary>Scores given translations of lines of text: one result per line, in the same order.</summary>
public sealed class TranslationScorer
{
    private readonly Sides<ITokenizer> _tokenizers;
    private readonly Sides<Vocabulary> _vocabularies;
    private readonly ForcedDecoder _decoder;
    private readonly SearchConfig _config;
    private readonly DecodingOptions _options;
    private readonly int _maxLength;

    /// <summary>Creates a translation scorer that uses a token scorer, which the caller owns.</summary>
    public TranslationScorer(Sides<ITokenizer> tokenizers, ITokenScorer scorer, SearchConfig config, bool keepsAttention = false)
    {
        (_tokenizers, _vocabularies, _config) = (tokenizers, tokenizers.Map(tokenizer => tokenizer.Vocabulary), config.LimitedTo(scorer.MaxLength));
        _maxLength = scorer.MaxLength;
        var target = _vocabularies.Target;
        _options = SearchFactory.Options(config, SpecialTokens.Create(target.Bos, target.Eos, target.Pad, target.Unk), keepsAttention);
        _decoder = new ForcedDecoder(scorer, _options);
    }

    /// <summary>Scores a stream of requests with targets, one window at a time.</summary>
    public IEnumerable<TranslationResult> Score(IEnumerable<TranslationRequest> requests, CancellationToken cancellation = default)
    {
        foreach (var window in requests.Chunk(Batcher.FullWindow(_config.BatchSentences)))
        {
            foreach (var result in ScoreWindow(window, cancellation: cancellation))
            {
                yield return result;
            }
        }
    }

    /// <summary>
    /// Scores requests together; returns the results in the same order, each with its target as the only hypothesis, or without
    /// one if both sides are blank or the line cannot be read.
    /// </summary>
    /// <param name="requests">The requests.</param>
    /// <param name="progress">Receives the share of the work that is done, from 0 to 1, after each batch.</param>
    /// <param name="cancellation">Cancels scoring.</param>
    /// <exception cref="DataException">When a request's segments do not match its line, the model lacks one of its pieces, or it is longer than the model reads.</exception>
    /// <exception cref="OperationCanceledException">When scoring is cancelled.</exception>
    public IReadOnlyList<TranslationResult> ScoreWindow(
        IReadOnlyList<TranslationRequest> requests, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        (TranslationResult Line, Segment[] Segments)[] encoded = [.. requests.Select(Encode)];
        var found = Score([.. encoded.SelectMany(line => line.Segments)], progress, cancellation);
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

    /// <summary>Tokenizes both sides, and splits them into the segments in which they were translated.</summary>
    private (TranslationResult Line, Segment[] Segments) Encode(TranslationRequest request)
    {
        if (request.Fault is not null)
        {
            return (new TranslationResult(request, _vocabularies), []);
        }

        int[] source = _tokenizers.Source.Encode(request.Source);
        int[] target = request.TargetPieces?.Select(piece => IdOf(piece, request)).ToArray()
            ?? _tokenizers.Target.Encode(request.Target ?? throw new ArgumentException($"line {request.Number} has no target", nameof(request)));
        var segments = request.Segments.Count > 0 ? Split(request, source, target)
            : source.Length + target.Length == 0 ? []
            : [new Segment(source[..Math.Min(source.Length, _config.MaxSourceLength)], target, request.IsComplete)];
        ThrowIfTooLong(request, segments);
        var line = new TranslationResult(request, _vocabularies)
        {
            SourceLength = source.Length, SourceSegments = Array.ConvertAll(segments, segment => segment.Source),
            SourceTexts = TranslationResult.TextsOf(_tokenizers.Source, request.Source, source),
            TargetTexts = request.TargetPieces is null ? TranslationResult.TextsOf(_tokenizers.Target, request.Target!, target) : null,
        };
        return (line, segments);
    }

    /// <summary>Rejects what the model cannot read: a given translation is scored whole or not at all.</summary>
    private void ThrowIfTooLong(TranslationRequest request, Segment[] segments)
    {
        // One position is for the end of sentence.
        int longest = segments.Select(segment => Math.Max(segment.Source.Length, segment.Target.Length)).DefaultIfEmpty().Max();
        if (longest >= _maxLength)
        {
            throw new DataException(FormattableString.Invariant(
                $"{request.Place}: {longest} subwords; the model reads at most {_maxLength - 1} (model.transformer.max_positions)"));
        }
    }

    private int IdOf(string piece, TranslationRequest request)
    {
        int id = _vocabularies.Target.IdOf(piece);
        return _vocabularies.Target[id] == piece
            ? id
            : throw new DataException(
                $"{request.Place}: the model has no subword '{piece}'; omit \"tokens\" to score the output of another model");
    }

    private static Segment[] Split(TranslationRequest request, int[] source, int[] target)
    {
        int sourceLength = request.Segments.Sum(segment => segment.Source);
        int targetLength = request.Segments.Sum(segment => segment.Target);
        if (sourceLength != source.Length || targetLength != target.Length)
        {
            throw new DataException(FormattableString.Invariant(
                $"line {request.Number}: its segments have {sourceLength} source and {targetLength} target subwords, but the line has {source.Length} and {target.Length}"));
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

    /// <summary>Scores segments in batches of similar length; returns the results in the same order.</summary>
    private FinishedHypothesis[] Score(Segment[] segments, IProgress<double>? progress, CancellationToken cancellation)
    {
        long all = segments.Sum(segment => segment.Steps);
        long done = 0;
        var found = new FinishedHypothesis[segments.Length];
        var order = Enumerable.Range(0, segments.Length)
            .OrderByDescending(i => segments[i].Target.Length).ThenByDescending(i => segments[i].Source.Length);
        foreach (int[] batch in order.Chunk(_config.BatchSentences))
        {
            int[][] source = Array.ConvertAll(batch, i => (int[])[.. segments[i].Source, _vocabularies.Source.Eos]);
            var scored = _decoder.Score(source, Array.ConvertAll(batch, i => segments[i].Target), cancellation);
            for (int row = 0; row < batch.Length; row++)
            {
                found[batch[row]] = segments[batch[row]].IsComplete ? scored[row] : WithoutEnd(scored[row]);
            }

            done += batch.Sum(i => segments[i].Steps);
            progress?.Report((double)done / all);
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

    /// <summary>Removes the score of the end of sentence from a target that has none.</summary>
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

    /// <summary>The unit of scoring: a line and its translation, or a segment of both, without ends of sentence.</summary>
    private sealed record Segment(int[] Source, int[] Target, bool IsComplete)
    {
        /// <summary>Steps of the decoder, the last of them for the end of sentence.</summary>
        public long Steps => Target.Length + 1;
    }
}
