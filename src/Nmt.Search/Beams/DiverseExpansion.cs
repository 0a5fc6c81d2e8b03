namespace Nmt.Search.Beams;

/// <summary>
/// Diverse beam search (Vijayakumar et al. 2018, eq. 4 and algorithm 1) with Hamming diversity: groups choose one after the
/// other, by <c>log P - λ n</c>, where n of the earlier groups' hypotheses took the same token in this step. The term only
/// chooses; hypotheses keep their log-probability. An end of sentence costs nothing.
/// </summary>
internal sealed class DiverseExpansion(DiverseGroups groups, int beamSize) : IBeamExpansion
{
    private readonly int _groupSize = beamSize / groups.Count;

    /// <summary>A token that others took may fall behind in all rows of a group: so many more keep the choice exact.</summary>
    public int TokensPerRow => (2 + beamSize - _groupSize) * _groupSize;

    public void Expand(TopK candidates, IReadOnlyList<Beam> active, int beam, BeamUpdate update)
    {
        // At first all groups share the one row of a sentence; later each has its own rows.
        bool isFirst = active[beam].Hypotheses.Count == 1;
        for (int group = 0; group < groups.Count; group++)
        {
            int firstRow = group * _groupSize;
            var best = candidates.Best(beam, isFirst ? .. : firstRow..(firstRow + _groupSize), TokensPerRow);
            update.Take(Rank(best, update.Continued), _groupSize);
            while (update.Continued.Count < firstRow + _groupSize)
            {
                update.Continued.Add(Candidate.Impossible);
            }
        }
    }

    /// <summary>Candidates in the order that the next group sees.</summary>
    private Candidate[] Rank(Candidate[] candidates, List<Candidate> taken)
    {
        var counts = new Dictionary<int, int>();
        foreach (var candidate in taken)
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
