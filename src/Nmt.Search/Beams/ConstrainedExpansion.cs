using Nmt.Search.Filters;

namespace Nmt.Search.Beams;

/// <summary>
/// Lexically constrained beam search by dynamic beam allocation (Post and Vilar 2018): candidates are the best of the
/// sentence, the best of each hypothesis, and every token that advances a required phrase; the beam's slots are divided
/// among banks of candidates that contain the same number of phrase tokens. Sentences without required phrases are searched as in
/// <see cref="StandardExpansion"/>.
/// </summary>
internal sealed class ConstrainedExpansion(int beamSize, IReadOnlyList<DecodingConstraints> constraints) : IBeamExpansion
{
    private readonly ConstraintCandidates _constraintCandidates = new();

    public int TokensPerRow => 2 * beamSize;

    public IReadOnlyList<RowToken> Request(IReadOnlyList<Beam> active, int width)
    {
        _constraintCandidates.Clear();
        for (int i = 0; i < active.Count; i++)
        {
            _constraintCandidates.Add(active[i], i * width, Required(active[i]));
        }

        return _constraintCandidates.Tokens;
    }

    public void Expand(TopK candidates, IReadOnlyList<Beam> active, int beam, BeamUpdate update)
    {
        var required = Required(active[beam]);
        var best = candidates.Best(beam, .., 2 * beamSize);
        if (required.Count == 0)
        {
            update.AddBest(best, beamSize);
            return;
        }

        var hypotheses = active[beam].Hypotheses;
        var bestOfEach = Enumerable.Range(0, hypotheses.Count).Select(row => candidates.BestOfRow(beam, row));
        Candidate[] all =
            [.. best.Take(beamSize).Concat(bestOfEach).Concat(_constraintCandidates.Read(candidates, beam)).Distinct()];
        new ConstraintBanks(required, hypotheses, beamSize).Allocate(all, update);
    }

    private IReadOnlyList<int[]> Required(Beam beam) => constraints[beam.Sentence.Index].Required;
}

/// <summary>The candidates of all beams in a step that advance required phrases.</summary>
internal sealed class ConstraintCandidates
{
    private readonly List<RowToken> _tokens = [];
    private readonly List<(int FirstRow, Range Requests)> _beams = [];

    /// <summary>The tokens, with their rows in the batch.</summary>
    public IReadOnlyList<RowToken> Tokens => _tokens;

    public void Clear()
    {
        _tokens.Clear();
        _beams.Clear();
    }

    /// <summary>Adds the tokens of a beam.</summary>
    public void Add(Beam beam, int firstRow, IReadOnlyList<int[]> required)
    {
        int first = _tokens.Count;
        for (int row = 0; row < beam.Hypotheses.Count && required.Count > 0; row++)
        {
            if (double.IsFinite(beam.Hypotheses[row].LogProbability))
            {
                var next = PhraseProgress.From(required, beam.Hypotheses[row].Tokens()).NextTokens();
                _tokens.AddRange(next.Select(token => new RowToken(firstRow + row, token)));
            }
        }

        _beams.Add((firstRow, first.._tokens.Count));
    }

    /// <summary>Returns the candidates of a beam, with the scores of the step.</summary>
    public IEnumerable<Candidate> Read(TopK scores, int beam)
    {
        var (firstRow, requests) = _beams[beam];
        for (int i = requests.Start.Value; i < requests.End.Value; i++)
        {
            yield return scores.Requested(beam, _tokens[i].Row - firstRow, i, _tokens[i].Token);
        }
    }
}
