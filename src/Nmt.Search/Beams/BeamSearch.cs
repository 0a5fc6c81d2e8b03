using Nmt.Search.Decoding;
using Nmt.Search.Filters;
using Nmt.Search.Scorers;
using Nmt.Text.Subwords;
using static TorchSharp.torch;

namespace Nmt.Search.Beams;

/// <summary>
/// Keeps the <c>beam</c> best unfinished hypotheses of each sentence by raw log-probability. Finished ones leave to a list
/// of their own, where length and coverage penalty rank them. All sentences of a batch go in step; those that are done leave it.
/// </summary>
public sealed class BeamSearch : ISearch
{
    private readonly IScorer _scorer;
    private readonly SearchRules _rules;
    private readonly int _beamSize;
    private readonly int _nBest;

    /// <summary>Makes a search over a scorer, which stays the caller's.</summary>
    public BeamSearch(IScorer scorer, SearchRules rules, int beamSize, int nBest)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(beamSize, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(nBest, beamSize);
        if (rules.Diversity is { } groups && beamSize % groups.Count != 0)
        {
            throw new ArgumentException($"{groups.Count} groups do not divide a beam of {beamSize}", nameof(rules));
        }

        (_scorer, _rules, _beamSize, _nBest) = (scorer, rules, beamSize, nBest);
    }

    /// <inheritdoc/>
    public IReadOnlyList<IReadOnlyList<FinishedHypothesis>> Search(
        PaddedIds source, IReadOnlyList<SentenceGuidance>? guidance = null)
    {
        // active: the beams still in the batch, in row order; width: rows of each of them, 1 at first and then the beam
        // size; current: the scorer's state of those active.Count * width rows.
        using var noGradient = inference_mode();
        using var outer = NewDisposeScope();
        Beam[] beams = [.. source.Lengths.Select((length, i) => new Beam(
            _rules, _beamSize, _nBest, new BeamSentence(i, length, _rules.LimitOf(length, guidance?[i]))))];
        var active = beams.ToList();
        var filters = new TokenFilters(_rules, source, guidance, _scorer.Device);
        var expansion = MakeExpansion(guidance, filters.CanExhaust);
        var current = new CurrentState(outer, _scorer.Start(source));
        for (int width = 1; active.Count > 0; width = _beamSize)
        {
            using var scope = NewDisposeScope();
            var step = _scorer.Step(current.State, LastTokens(active));
            filters.Apply(step.LogProbabilities, active.SelectMany(beam => beam.Hypotheses, (beam, row) => (beam.Sentence.Index, row)));
            var totals = step.LogProbabilities.add_(Scores(active, width));
            expansion.Expand(active, width, totals, AttentionRows.Read(step, _rules));
            current.Replace(Select(active, width, step.State));
            active.RemoveAll(beam => beam.IsDone);
        }

        return Array.ConvertAll(beams, beam => beam.Best());
    }

    /// <exception cref="ArgumentException">When phrases are required of a beam in groups.</exception>
    private IBeamExpansion MakeExpansion(IReadOnlyList<SentenceGuidance>? guidance, bool canExhaust)
    {
        int end = _rules.Tokens.EndOfSentence;
        if (guidance is not null && guidance.Any(sentence => sentence.Required.Count > 0))
        {
            return _rules.Diversity is null
                ? new ConstrainedExpansion(_beamSize, end, guidance)
                : throw new ArgumentException("required phrases need a beam in one group", nameof(guidance));
        }

        return _rules.Diversity is { } groups
            ? new DiverseExpansion(groups, _beamSize, end, canExhaust)
            : new TopExpansion(_beamSize, end, canExhaust);
    }

    private Tensor Scores(List<Beam> active, int width) =>
        tensor(active.SelectMany(beam => beam.Scores).ToArray(), [active.Count * width, 1], device: _scorer.Device);

    private Tensor LastTokens(List<Beam> active) =>
        tensor(active.SelectMany(beam => beam.LastTokens).ToArray(), device: _scorer.Device);

    /// <summary>The state that goes on: rows follow their hypotheses' back-pointers, beams that are done drop out.</summary>
    private IScorerState Select(List<Beam> active, int width, IScorerState state)
    {
        var rows = new List<long>();
        var sentences = new List<long>();
        for (int i = 0; i < active.Count; i++)
        {
            if (!active[i].IsDone)
            {
                sentences.Add(i);
                rows.AddRange(active[i].Parents.Select(parent => ((long)i * width) + parent));
            }
        }

        bool isUnchanged = sentences.Count == active.Count && width == _beamSize && rows.Select((row, i) => row == i).All(same => same);
        if (isUnchanged || sentences.Count == 0)
        {
            return state;
        }

        var kept = sentences.Count == active.Count ? null : tensor(sentences.ToArray(), device: _scorer.Device);
        return state.Select(tensor(rows.ToArray(), device: _scorer.Device), kept);
    }
}
