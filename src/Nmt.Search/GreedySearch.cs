using Nmt.Text.Corpora;
using static TorchSharp.torch;

namespace Nmt.Search;

/// <summary>Takes the most probable token at each step: beam search with a beam of one, in fewer operations.</summary>
public sealed class GreedySearch(IScorer scorer, SearchTokens tokens, LengthLimit limit, LengthPenalty penalty) : ISearch
{
    /// <inheritdoc/>
    public IReadOnlyList<IReadOnlyList<FinishedHypothesis>> Search(PaddedIds source)
    {
        using var noGradient = inference_mode();
        using var outer = NewDisposeScope();
        var results = new IReadOnlyList<FinishedHypothesis>[source.Lengths.Length];
        var active = Enumerable.Range(0, source.Lengths.Length).ToList();
        var hypotheses = active.ConvertAll(_ => Hypothesis.Start(tokens.BeginOfSentence));
        var forbidden = tensor(tokens.Forbidden.Select(id => (long)id).ToArray(), device: scorer.Device);
        var current = new CurrentState(outer, scorer.Start(source));
        for (int length = 1; active.Count > 0; length++)
        {
            using var scope = NewDisposeScope();
            var last = tensor(hypotheses.ConvertAll(hypothesis => (long)hypothesis.Token).ToArray(), device: scorer.Device);
            var step = scorer.Step(current.State, last);
            var (values, indexes) = step.LogProbabilities.index_fill_(1, forbidden, double.NegativeInfinity).max(1);
            float[] best = values.data<float>().ToArray();
            long[] chosen = indexes.data<long>().ToArray();

            var kept = new List<long>();
            for (int row = 0; row < active.Count; row++)
            {
                FiniteScore.Require(best[row]);
                var hypothesis = hypotheses[row].Extend((int)chosen[row], hypotheses[row].LogProbability + best[row]);
                hypotheses[row] = hypothesis;
                bool isComplete = hypothesis.Token == tokens.EndOfSentence;
                if (isComplete || length >= limit.Of(source.Lengths[active[row]]))
                {
                    results[active[row]] = [Finish(hypothesis, isComplete)];
                }
                else
                {
                    kept.Add(row);
                }
            }

            var next = step.State;
            if (kept.Count < active.Count)
            {
                active = kept.ConvertAll(row => active[(int)row]);
                hypotheses = kept.ConvertAll(row => hypotheses[(int)row]);
                next = kept.Count > 0 ? Select(next, kept) : next;
            }

            current.Replace(next);
        }

        return results;
    }

    private IScorerState Select(IScorerState state, List<long> kept)
    {
        var rows = tensor(kept.ToArray(), device: scorer.Device);
        return state.Select(rows, rows);
    }

    private FinishedHypothesis Finish(Hypothesis hypothesis, bool isComplete)
    {
        int[] ids = hypothesis.Tokens();
        return new FinishedHypothesis(
            isComplete ? ids[..^1] : ids, hypothesis.LogProbability,
            penalty.Normalize(hypothesis.LogProbability, hypothesis.Length), isComplete);
    }
}
