using Nmt.Search.Decoding;
using static TorchSharp.torch;

namespace Nmt.Search.Beams;

/// <summary>
/// Diverse beam search (Vijayakumar et al. 2018, eq. 4 and algorithm 1) with Hamming diversity: groups choose one after the
/// other, by <c>log P - λ n</c>, where n of the earlier groups' hypotheses took the same token in this step. The term only
/// chooses; hypotheses keep their log-probability. An end of sentence costs nothing.
/// </summary>
internal sealed class DiverseExpansion(DiverseGroups groups, int beamSize, int endOfSentence, bool canExhaust) : IBeamExpansion
{
    private readonly int _groupSize = beamSize / groups.Count;

    public void Expand(IReadOnlyList<Beam> active, int width, Tensor totals, AttentionRows? attention)
    {
        // At first all groups share the one row of a sentence; later each has its own rows.
        bool isFirst = width < beamSize;
        int lists = isFirst ? 1 : groups.Count;
        long vocabulary = totals.shape[1];
        long places = vocabulary * width / lists;
        // A token that others took may fall behind in all rows of a group: so many more keep the choice exact.
        int count = (int)Math.Min((2 + beamSize - _groupSize) * _groupSize, places);
        var best = BestCandidates.Of(totals.view(active.Count * lists, places), count, vocabulary);
        var next = new Continuations(endOfSentence);
        for (int i = 0; i < active.Count; i++)
        {
            next.Clear();
            for (int group = 0; group < groups.Count; group++)
            {
                var candidates = best[(i * lists) + (isFirst ? 0 : group)];
                if (group == 0 && active[i].IsAlive(0))
                {
                    FiniteScore.Require(candidates[0].Total, canExhaust || groups.Count > 1);
                }

                next.Take(Rank(candidates, next.Continued, isFirst ? 0 : group * _groupSize), _groupSize);
                while (next.Continued.Count < (group + 1) * _groupSize)
                {
                    next.Continued.Add(Candidate.Impossible);
                }
            }

            active[i].Advance(next, attention, i * width);
        }
    }

    /// <summary>Candidates in the order that this group sees, their rows counted from the beam's first.</summary>
    private Candidate[] Rank(ReadOnlySpan<Candidate> candidates, List<Candidate> taken, int firstRow)
    {
        var counts = new Dictionary<int, int>();
        foreach (var candidate in taken)
        {
            if (float.IsFinite(candidate.Total))
            {
                counts[candidate.Token] = counts.GetValueOrDefault(candidate.Token) + 1;
            }
        }

        return [.. candidates.ToArray()
            .Select(candidate => candidate with { Parent = candidate.Parent + firstRow })
            .OrderByDescending(candidate => candidate.Total - (groups.Strength * counts.GetValueOrDefault(candidate.Token)))];
    }
}
