using Nmt.Text.Corpora;
using Nmt.Text.Tokenization;

namespace Nmt.Search.Scoring;

/// <summary>Scores given translations of lines of text: as many out as in, in the same order.</summary>
public sealed class PairScorer
{
    /// <summary>Batches gathered before they are sorted by length, as a translator does.</summary>
    private const int BatchesInWindow = 16;

    private readonly ITokenizer _tokenizer;
    private readonly ForcedDecoder _decoder;
    private readonly SearchConfig _config;

    /// <summary>Makes a scorer of pairs over a scorer of tokens, which stays the caller's.</summary>
    public PairScorer(ITokenizer tokenizer, IScorer scorer, SearchConfig config, bool keepsAttention = false)
    {
        (_tokenizer, _config) = (tokenizer, config);
        _decoder = new ForcedDecoder(scorer, SearchFactory.Rules(config, SearchTokens.Of(tokenizer.Vocabulary), keepsAttention));
    }

    /// <summary>Scores a stream of pairs, a window of them at a time.</summary>
    public IEnumerable<ScoredPair> Score(IEnumerable<LinePair> pairs, CancellationToken cancellation = default)
    {
        foreach (var window in pairs.Chunk(BatchesInWindow * _config.BatchSentences))
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var pair in ScoreWindow(window))
            {
                yield return pair;
            }
        }
    }

    /// <summary>Scores pairs together; they come back in the order given.</summary>
    public IReadOnlyList<ScoredPair> ScoreWindow(IReadOnlyList<LinePair> pairs)
    {
        int[][] sources = [.. pairs.Select(pair => _tokenizer.Encode(pair.Source))];
        int[][] targets = [.. pairs.Select(pair => _tokenizer.Encode(pair.Target))];
        var found = new FinishedHypothesis?[pairs.Count];
        var order = Enumerable.Range(0, pairs.Count).Where(i => sources[i].Length > 0)
            .OrderByDescending(i => targets[i].Length).ThenByDescending(i => sources[i].Length);
        foreach (int[] batch in order.Chunk(_config.BatchSentences))
        {
            var source = PaddedIds.From(Array.ConvertAll(batch, i => WithEnd(sources[i])), _tokenizer.Vocabulary.Pad);
            var scored = _decoder.Score(source, Array.ConvertAll(batch, i => targets[i]));
            for (int row = 0; row < batch.Length; row++)
            {
                found[batch[row]] = scored[row];
            }
        }

        return [.. pairs.Select((pair, i) => new ScoredPair(
            pair, _tokenizer.EncodeAsPieces(pair.Target), found[i], sources[i].Length > _config.MaxSourceLength))];
    }

    private int[] WithEnd(int[] ids) => [.. ids.AsSpan(0, Math.Min(ids.Length, _config.MaxSourceLength)), _tokenizer.Vocabulary.Eos];
}
