using Nmt.Search.Lines;
using Nmt.Search.Scorers;
using Nmt.Text.Corpora;
using Nmt.Text.Tokenization;

namespace Nmt.Search.Scoring;

/// <summary>Scores given translations of lines of text: as many out as in, in the same order.</summary>
public sealed class PairScorer
{
    private readonly ITokenizer _tokenizer;
    private readonly ForcedDecoder _decoder;
    private readonly SearchConfig _config;
    private readonly SearchRules _rules;

    /// <summary>Makes a scorer of pairs over a scorer of tokens, which stays the caller's.</summary>
    public PairScorer(ITokenizer tokenizer, IScorer scorer, SearchConfig config, bool keepsAttention = false)
    {
        (_tokenizer, _config) = (tokenizer, config);
        _rules = SearchFactory.Rules(config, SearchTokens.Of(tokenizer.Vocabulary), keepsAttention);
        _decoder = new ForcedDecoder(scorer, _rules);
    }

    /// <summary>Scores a stream of pairs, a window of them at a time.</summary>
    public IEnumerable<ScoredPair> Score(IEnumerable<LinePair> pairs, CancellationToken cancellation = default)
    {
        foreach (var window in pairs.Chunk(Translator.BatchesInWindow * _config.BatchSentences))
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
        int[][] targets = [.. pairs.Select(pair => pair.Tokens?.ToArray() ?? _tokenizer.Encode(pair.Target))];
        var found = new FinishedHypothesis?[pairs.Count];
        var order = Enumerable.Range(0, pairs.Count).Where(i => sources[i].Length + targets[i].Length > 0)
            .OrderByDescending(i => targets[i].Length).ThenByDescending(i => sources[i].Length);
        foreach (int[] batch in order.Chunk(_config.BatchSentences))
        {
            var source = PaddedIds.From(Array.ConvertAll(batch, i => WithEnd(sources[i])), _tokenizer.Vocabulary.Pad);
            var scored = _decoder.Score(source, Array.ConvertAll(batch, i => targets[i]));
            for (int row = 0; row < batch.Length; row++)
            {
                found[batch[row]] = pairs[batch[row]].Ends ? scored[row] : WithoutEnd(scored[row]);
            }
        }

        return [.. pairs.Select((pair, i) => new ScoredPair(
            pair, [.. targets[i].Select(id => _tokenizer.Vocabulary[id])], found[i], sources[i].Length > _config.MaxSourceLength)
        {
            SourceTokens = Cropped(sources[i]),
        })];
    }

    /// <summary>A target that was scored with an end of sentence which it does not have.</summary>
    private FinishedHypothesis WithoutEnd(FinishedHypothesis scored)
    {
        double[] tokens = [.. scored.TokenLogProbabilities.SkipLast(1)];
        float[][]? attention = scored.Attention?.SkipLast(1).ToArray();
        double coverage = attention is { Length: > 0 } ? _rules.Coverage?.Of(attention) ?? 0 : 0;
        return scored with
        {
            LogProbability = tokens.Sum(), Score = _rules.Penalty.Normalize(tokens.Sum(), Math.Max(1, tokens.Length)) + coverage,
            IsComplete = false, TokenLogProbabilities = tokens, Attention = attention,
        };
    }

    private int[] Cropped(int[] ids) => ids[..Math.Min(ids.Length, _config.MaxSourceLength)];

    private int[] WithEnd(int[] ids) => [.. Cropped(ids), _tokenizer.Vocabulary.Eos];
}
