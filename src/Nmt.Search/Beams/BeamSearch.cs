using Nmt.Search.Filters;

namespace Nmt.Search.Beams;

/// <summary>
/// Keeps the <c>beam</c> best unfinished hypotheses of each sentence by raw log-probability. Finished ones move to a separate
/// list, ranked with length and coverage penalty. All sentences of a batch advance together; those that are done leave it.
/// </summary>
public sealed class BeamSearch : ISearch
{
    private readonly ITokenScorer _scorer;
    private readonly DecodingOptions _options;
    private readonly int _beamSize;
    private readonly int _nBest;

    /// <summary>Creates a search over a scorer, which the caller still owns.</summary>
    public BeamSearch(ITokenScorer scorer, DecodingOptions options, int beamSize, int nBest)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(beamSize, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(nBest, beamSize);
        if (options.Diversity is { } groups && beamSize % groups.Count != 0)
        {
            throw new ArgumentException($"a beam of {beamSize} cannot be divided into {groups.Count} equal groups", nameof(options));
        }

        (_scorer, _options, _beamSize, _nBest) = (scorer, options, beamSize, nBest);
    }

    /// <inheritdoc/>
    public IReadOnlyList<IReadOnlyList<FinishedHypothesis>> Search(
        IReadOnlyList<int[]> source, IReadOnlyList<DecodingConstraints>? constraints = null, CancellationToken cancellation = default)
    {
        // active: the beams still in the batch, in row order; width: rows per beam, 1 at first and then the beam size;
        // state: the scorer's state for those active.Count * width rows.
        Beam[] beams = [.. source.Select((sentence, i) => new Beam(
            _options, _beamSize, _nBest, new BeamSentence(i, sentence.Length, _options.LimitOf(sentence.Length, constraints?[i]))
            {
                Required = constraints?[i].Required ?? [],
            }))];
        var active = beams.ToList();
        var scorer = new FilteredScorer(_scorer, _options, source, constraints);
        var expansion = CreateExpansion(constraints);
        using var state = _scorer.Start(source);
        for (int width = 1; active.Count > 0; width = _beamSize)
        {
            cancellation.ThrowIfCancellationRequested();
            var scores = scorer.Step(
                state, [.. active.SelectMany(beam => beam.Hypotheses, (beam, row) => (beam.Sentence.Index, row))],
                expansion.TokensPerRow, requested: expansion.Request(active, width));
            var candidates = new TopK(scores, active, width, scorer.CanExhaust);
            for (int i = 0; i < active.Count; i++)
            {
                var update = new BeamUpdate(_options.Tokens.EndOfSentence);
                expansion.Expand(candidates, active, i, update);
                active[i].Advance(update, scores, i * width);
            }

            Select(active, width, state);
            active.RemoveAll(beam => beam.IsDone);
        }

        return Array.ConvertAll(beams, beam => beam.Best());
    }

    /// <exception cref="ArgumentException">When required phrases are combined with diverse groups.</exception>
    private IBeamExpansion CreateExpansion(IReadOnlyList<DecodingConstraints>? constraints)
    {
        if (constraints is not null && constraints.Any(sentence => sentence.Required.Count > 0))
        {
            return _options.Diversity is null
                ? new ConstrainedExpansion(_beamSize, constraints)
                : throw new ArgumentException("required phrases cannot be combined with diverse groups", nameof(constraints));
        }

        return _options.Diversity is { } groups ? new DiverseExpansion(groups, _beamSize) : new StandardExpansion(_beamSize);
    }

    /// <summary>Reorders the scorer's rows by the hypotheses' back-pointers, and drops beams that are done.</summary>
    private static void Select(List<Beam> active, int width, IScorerState state)
    {
        var rows = new List<int>();
        for (int i = 0; i < active.Count; i++)
        {
            if (!active[i].IsDone)
            {
                rows.AddRange(active[i].Parents.Select(parent => (i * width) + parent));
            }
        }

        if (rows.Count > 0)
        {
            state.Select([.. rows]);
        }
    }
}
