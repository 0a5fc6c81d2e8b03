using Nmt.Search.Filters;
using Nmt.Search.Scorers;
using Nmt.Text.Subwords;
using static TorchSharp.torch;

namespace Nmt.Search.Decoding;

/// <summary>Extends each hypothesis by one token at each step, without a beam: greedy search and sampling.</summary>
/// <param name="scorer">The model.</param>
/// <param name="rules">Tokens, lengths and ranking.</param>
/// <param name="width">Hypotheses of a sentence.</param>
internal sealed class RowSearch(IScorer scorer, SearchRules rules, int width)
{
    /// <summary>All hypotheses of each sentence.</summary>
    public IReadOnlyList<FinishedHypothesis[]> Search(PaddedIds source, IReadOnlyList<SentenceGuidance>? guidance, ITokenChoice choice)
    {
        // active: the sentences still in the batch, in row order, each with width rows of the scorer's state; rows of
        // hypotheses that have ended idle until the last one of their sentence has.
        using var noGradient = inference_mode();
        using var outer = NewDisposeScope();
        RowSentence[] sentences = [.. source.Lengths.Select((length, i) =>
            new RowSentence(rules, width, i, length, rules.LimitOf(length, guidance?[i])))];
        var active = sentences.ToList();
        var filters = new TokenFilters(rules, source, guidance, scorer.Device);
        var current = new CurrentState(outer, Widen(scorer.Start(source), sentences.Length));
        while (active.Count > 0)
        {
            using var scope = NewDisposeScope();
            var last = tensor(active.SelectMany(sentence => sentence.LastTokens).ToArray(), device: scorer.Device);
            var step = scorer.Step(current.State, last);
            filters.Apply(step.LogProbabilities, active.SelectMany(sentence => sentence.Rows, (sentence, row) => (sentence.Index, row)));
            var chosen = choice.Choose(
                step.LogProbabilities, [.. active.SelectMany(sentence => Enumerable.Range(sentence.Index * width, width))]);
            var attention = AttentionRows.Read(step, rules);
            for (int i = 0; i < active.Count; i++)
            {
                active[i].Advance(chosen, i * width, attention, filters.CanExhaust);
            }

            current.Replace(Select(active, step.State));
            active.RemoveAll(sentence => sentence.IsDone);
        }

        return Array.ConvertAll(sentences, sentence => sentence.Results());
    }

    private IScorerState Widen(IScorerState state, int sentences)
    {
        if (width == 1)
        {
            return state;
        }

        using var rows = tensor(Enumerable.Range(0, sentences * width).Select(row => (long)(row / width)).ToArray(), device: scorer.Device);
        return state.Select(rows, null);
    }

    /// <summary>The state of the sentences that go on.</summary>
    private IScorerState Select(List<RowSentence> active, IScorerState state)
    {
        long[] kept = [.. Enumerable.Range(0, active.Count).Where(i => !active[i].IsDone).Select(i => (long)i)];
        if (kept.Length == active.Count || kept.Length == 0)
        {
            return state;
        }

        var sentences = tensor(kept, device: scorer.Device);
        var rows = width == 1
            ? sentences
            : tensor(kept.SelectMany(i => Enumerable.Range(0, width).Select(row => (i * width) + row)).ToArray(), device: scorer.Device);
        return state.Select(rows, sentences);
    }
}
