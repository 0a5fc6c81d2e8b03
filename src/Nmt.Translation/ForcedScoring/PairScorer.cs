using Nmt.Search;
using Nmt.Search.ForcedDecoding;
using Nmt.Search.Scorers;
using Nmt.Text.Subwords;

namespace Nmt.Translation.ForcedScoring;

/// <summary>Scores given translations of lines of text: as many out as in, in the same order.</summary>
public sealed class PairScorer
{
    private readonly Vocabulary _vocabulary;
    private readonly PairPreparation _preparation;
    private readonly ForcedDecoder _decoder;
    private readonly SearchConfig _config;
    private readonly SearchRules _rules;

    /// <summary>Makes a scorer of pairs over a scorer of tokens, which stays the caller's.</summary>
    public PairScorer(ITokenizer tokenizer, IScorer scorer, SearchConfig config, bool keepsAttention = false)
    {
        (_vocabulary, _config) = (tokenizer.Vocabulary, config);
        _preparation = new PairPreparation(tokenizer, config);
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
    /// <exception cref="Nmt.Text.DataException">When the parts of a pair are not those of its lines.</exception>
    public IReadOnlyList<ScoredPair> ScoreWindow(IReadOnlyList<LinePair> pairs)
    {
        PreparedPair[] prepared = [.. pairs.Select(_preparation.Prepare)];
        var found = Score([.. prepared.SelectMany(pair => pair.Parts)]);
        var results = new ScoredPair[prepared.Length];
        int next = 0;
        for (int i = 0; i < results.Length; i++)
        {
            int parts = prepared[i].Parts.Count;
            results[i] = ToScored(prepared[i], found[next..(next + parts)]);
            next += parts;
        }

        return results;
    }

    /// <summary>Scores parts in batches of like length; they come back in the order given.</summary>
    private FinishedHypothesis[] Score(PairPart[] parts)
    {
        var found = new FinishedHypothesis[parts.Length];
        var order = Enumerable.Range(0, parts.Length)
            .OrderByDescending(i => parts[i].Target.Length).ThenByDescending(i => parts[i].Source.Length);
        foreach (int[] batch in order.Chunk(_config.BatchSentences))
        {
            var source = PaddedIds.From(Array.ConvertAll(batch, i => (int[])[.. parts[i].Source, _vocabulary.Eos]), _vocabulary.Pad);
            var scored = _decoder.Score(source, Array.ConvertAll(batch, i => parts[i].Target));
            for (int row = 0; row < batch.Length; row++)
            {
                found[batch[row]] = parts[batch[row]].Ends ? scored[row] : WithoutEnd(scored[row]);
            }
        }

        return found;
    }

    private ScoredPair ToScored(PreparedPair pair, FinishedHypothesis[] found)
    {
        var whole = found.Length switch
        {
            0 => null,
            1 => found[0],
            _ => JoinedParts.Join(found, [.. pair.Parts.Select(part => part.Source.Length)]),
        };
        return new ScoredPair(pair.Pair, [.. pair.Parts.SelectMany(part => part.Target).Select(id => _vocabulary[id])], whole, pair.WasCropped)
        {
            SourceTokens = [.. pair.Parts.SelectMany(part => part.Source)],
        };
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
}
