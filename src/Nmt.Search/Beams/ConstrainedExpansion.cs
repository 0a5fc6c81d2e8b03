using Nmt.Search.Decoding;
using static TorchSharp.torch;

namespace Nmt.Search.Beams;

/// <summary>
/// Lexically constrained beam search by dynamic beam allocation (Post and Vilar 2018): candidates are the best of the
/// sentence, the best of each hypothesis, and every token that brings a required phrase forward; the beam's slots are shared
/// out among banks of candidates that have said equally much of the phrases. Sentences of which nothing is required are
/// searched plainly.
/// </summary>
internal sealed class ConstrainedExpansion(int beamSize, int endOfSentence, IReadOnlyList<SentenceGuidance> guidance) : IBeamExpansion
{
    public void Expand(IReadOnlyList<Beam> active, int width, Tensor totals, AttentionRows? attention)
    {
        long vocabulary = totals.shape[1];
        var bestOfRows = BestCandidates.Of(totals, (int)Math.Min(2 * beamSize, vocabulary), vocabulary);
        var wanted = new WantedTokens(totals);
        for (int i = 0; i < active.Count; i++)
        {
            wanted.Add(active[i], i * width, guidance[active[i].Sentence.Index].Required);
        }

        var wantedCandidates = wanted.Read();
        var next = new Continuations(endOfSentence);
        for (int i = 0; i < active.Count; i++)
        {
            next.Clear();
            var required = guidance[active[i].Sentence.Index].Required;
            var best = Gather(bestOfRows, i * width, width);
            if (required.Count == 0)
            {
                next.Take(best, beamSize);
            }
            else
            {
                var bestOfEach = Enumerable.Range(0, width).Select(row => bestOfRows[(i * width) + row][0] with { Parent = row });
                Candidate[] all = [.. best.Take(beamSize).Concat(bestOfEach).Concat(wantedCandidates[i]).Distinct()];
                new ConstraintBanks(required, active[i].Hypotheses, beamSize).Allocate(all, next);
            }

            active[i].Advance(next, attention, i * width);
        }
    }

    /// <summary>The best of a sentence's rows together, best first.</summary>
    private Candidate[] Gather(BestCandidates bestOfRows, int firstRow, int width)
    {
        var gathered = new List<Candidate>();
        for (int row = 0; row < width; row++)
        {
            foreach (var candidate in bestOfRows[firstRow + row])
            {
                FiniteScore.Require(candidate.Total, mayBeImpossible: true);
                gathered.Add(candidate with { Parent = row });
            }
        }

        return [.. gathered.OrderByDescending(candidate => candidate.Total).Take(2 * beamSize)];
    }
}
