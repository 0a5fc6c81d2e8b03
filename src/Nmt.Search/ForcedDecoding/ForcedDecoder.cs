using Nmt.Search.Decoding;
using Nmt.Search.Scorers;
using Nmt.Text.Subwords;
using static TorchSharp.torch;

namespace Nmt.Search.ForcedDecoding;

/// <summary>Scores given translations: the model reads them token by token, as if a search had chosen them.</summary>
/// <param name="scorer">The model.</param>
/// <param name="rules">How hypotheses are ranked and what is kept of them; nothing is forbidden and no length limited.</param>
public sealed class ForcedDecoder(IScorer scorer, SearchRules rules)
{
    /// <summary>Scores a batch.</summary>
    /// <param name="source">Source sentences with their ends.</param>
    /// <param name="targets">Target sentences without theirs.</param>
    /// <returns>For each pair its target as a complete hypothesis.</returns>
    /// <exception cref="ArgumentException">When there are not as many targets as sources.</exception>
    public IReadOnlyList<FinishedHypothesis> Score(PaddedIds source, IReadOnlyList<int[]> targets)
    {
        if (targets.Count != source.Sentences)
        {
            throw new ArgumentException($"{source.Sentences} sources, {targets.Count} targets", nameof(targets));
        }

        using var noGradient = inference_mode();
        using var outer = NewDisposeScope();
        var hypotheses = new Hypothesis[targets.Count];
        Array.Fill(hypotheses, Hypothesis.Start(rules.Tokens.BeginOfSentence));
        int[] active = [.. Enumerable.Range(0, targets.Count)];
        var current = new CurrentState(outer, scorer.Start(source));
        for (int place = 0; active.Length > 0; place++)
        {
            using var scope = NewDisposeScope();
            var step = scorer.Step(current.State, Tokens(active, i => hypotheses[i].Token));
            int[] next = Array.ConvertAll(active, i => place < targets[i].Length ? targets[i][place] : rules.Tokens.EndOfSentence);
            var attention = AttentionRows.Read(step, rules);
            var wanted = tensor(Array.ConvertAll(next, id => (long)id), [next.Length, 1], device: scorer.Device);
            float[] scores = step.LogProbabilities.gather(1, wanted).view(-1).data<float>().ToArray();
            for (int row = 0; row < active.Length; row++)
            {
                int i = active[row];
                hypotheses[i] = hypotheses[i].Extend(
                    next[row], hypotheses[i].LogProbability + scores[row], attention?.Of(row, source.Lengths[i]));
            }

            long[] kept = [.. Enumerable.Range(0, active.Length).Where(row => place < targets[active[row]].Length).Select(row => (long)row)];
            current.Replace(Select(step.State, kept, active.Length));
            active = Array.ConvertAll(kept, row => active[row]);
        }

        return Array.ConvertAll(hypotheses, hypothesis => FinishedHypothesis.From(hypothesis, isComplete: true, rules));
    }

    private Tensor Tokens(int[] active, Func<int, long> token) => tensor(Array.ConvertAll(active, i => token(i)), device: scorer.Device);

    private IScorerState Select(IScorerState state, long[] kept, int all)
    {
        if (kept.Length == all || kept.Length == 0)
        {
            return state;
        }

        var rows = tensor(kept, device: scorer.Device);
        return state.Select(rows, rows);
    }
}
