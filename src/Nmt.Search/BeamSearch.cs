using Nmt.Text.Corpora;
using static TorchSharp.torch;

namespace Nmt.Search;

/// <summary>
/// Keeps the <c>beam</c> best unfinished hypotheses of each sentence by raw log-probability. Finished ones leave to a list
/// of their own, where the length penalty ranks them. All sentences of a batch go in step; those that are done leave it.
/// </summary>
public sealed class BeamSearch : ISearch
{
    private readonly IScorer _scorer;
    private readonly SearchTokens _tokens;
    private readonly LengthLimit _limit;
    private readonly LengthPenalty _penalty;
    private readonly int _beamSize;
    private readonly int _nBest;

    /// <summary>Makes a search over a scorer, which stays the caller's.</summary>
    public BeamSearch(IScorer scorer, SearchTokens tokens, LengthLimit limit, LengthPenalty penalty, int beamSize, int nBest)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(beamSize, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(nBest, beamSize);
        (_scorer, _tokens, _limit, _penalty, _beamSize, _nBest) = (scorer, tokens, limit, penalty, beamSize, nBest);
    }

    /// <inheritdoc/>
    public IReadOnlyList<IReadOnlyList<FinishedHypothesis>> Search(PaddedIds source)
    {
        // active: the beams still in the batch, in row order; width: rows of each of them, 1 at first and then the beam
        // size; current: the scorer's state of those active.Count * width rows.
        using var noGradient = inference_mode();
        using var outer = NewDisposeScope();
        var beams = Array.ConvertAll(source.Lengths, length => new Beam(_tokens, _penalty, _beamSize, _nBest, _limit.Of(length)));
        var active = beams.ToList();
        var forbidden = tensor(_tokens.Forbidden.Select(id => (long)id).ToArray(), device: _scorer.Device);
        var current = new CurrentState(outer, _scorer.Start(source));
        for (int width = 1; active.Count > 0; width = _beamSize)
        {
            using var scope = NewDisposeScope();
            var step = _scorer.Step(current.State, LastTokens(active));
            var logProbabilities = step.LogProbabilities.index_fill_(1, forbidden, double.NegativeInfinity);
            AdvanceAll(active, width, logProbabilities);
            current.Replace(Select(active, width, step.State));
            active.RemoveAll(beam => beam.IsDone);
        }

        return Array.ConvertAll(beams, beam => beam.Best());
    }

    /// <summary>Picks each beam's best continuations; one look at the device a step.</summary>
    private void AdvanceAll(List<Beam> active, int width, Tensor logProbabilities)
    {
        long vocabulary = logProbabilities.shape[1];
        var scores = tensor(active.SelectMany(beam => beam.Scores).ToArray(), [active.Count * width, 1], device: _scorer.Device);
        // Twice the beam: at most half of the candidates end the sentence, so enough remain to go on with.
        int candidates = (int)Math.Min(2 * _beamSize, width * vocabulary);
        var (values, indexes) = logProbabilities.add_(scores).view(active.Count, width * vocabulary).topk(candidates);
        float[] totals = values.data<float>().ToArray();
        long[] places = indexes.data<long>().ToArray();
        for (int i = 0; i < active.Count; i++)
        {
            var range = i * candidates;
            active[i].Advance(totals.AsSpan(range, candidates), places.AsSpan(range, candidates), vocabulary);
        }
    }

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
