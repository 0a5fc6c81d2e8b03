namespace Nmt.Search.Beams;

/// <summary>
/// Diverse beam search (Vijayakumar et al. 2018, eq. 4 and algorithm 1) with Hamming diversity: groups choose one after the
/// other by <c>log P - λ n</c>, where n is the number of hypotheses in earlier groups that chose the same token in this step.
/// The term affects only the choice: hypotheses keep their log-probability. The end of sentence is not penalized.
/// </summary>
internal sealed class DiverseExpansion(DiverseGroups groups, int beamSize) : IBeamExpansion
{
    private readonly int _groupSize = beamSize / groups.Count;

    /// <summary>Tokens chosen by earlier groups may fall behind in every row of a group; this many tokens per row keep the choice exact.</summary>
    public int TokensPerRow => (2 + beamSize - _groupSize) * _groupSize;

    public void Expand(TopK candidates, IReadOnlyList<Beam> active, int beam, BeamUpdate update)
    {
        // At first all groups share the one row of a sentence; later each has its own rows.
        bool isFirst = active[beam].Hypotheses.Count == 1;
        for (int group = 0; group < groups.Count; group++)
        {
            int firstRow = group * _groupSize;
            var best = candidates.Best(beam, isFirst ? .. : firstRow..(firstRow + _groupSize), TokensPerRow);
            update.AddBest(Rank(best, update.Continued), _groupSize);
            while (update.Continued.Count < firstRow + _groupSize)
            {
                update.Continued.Add(Candidate.Impossible);
            }
        }
    }

    /// <summary>Orders the candidates for the next group, with the penalty applied.</summary>
    private Candidate[] Rank(Candidate[] candidates, List<Candidate> chosen)
    {
        var counts = new Dictionary<int, int>();
        foreach (var candidate in chosen)
        {
            if (float.IsFinite(candidate.Total))
            {
                counts[candidate.Token] = counts.GetValueOrDefault(candidate.Token) + 1;
            }
        }

        return [.. candidates.OrderByDescending(
            candidate => candidate.Total - (groups.Strength * counts.GetValueOrDefault(candidate.Token)))];
    }
}
