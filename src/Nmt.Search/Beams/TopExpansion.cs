using Nmt.Search.Decoding;
using static TorchSharp.torch;

namespace Nmt.Search.Beams;

/// <summary>Plain beam search: the best candidates of a sentence, whichever hypothesis they extend.</summary>
internal sealed class TopExpansion(int beamSize, int endOfSentence, bool canExhaust) : IBeamExpansion
{
    public void Expand(IReadOnlyList<Beam> active, int width, Tensor totals, AttentionRows? attention)
    {
        long vocabulary = totals.shape[1];
        // Twice the beam: at most half of the candidates end the sentence, so enough remain to go on with.
        int count = (int)Math.Min(2 * beamSize, width * vocabulary);
        var best = BestCandidates.Of(totals.view(active.Count, width * vocabulary), count, vocabulary);
        var next = new Continuations(endOfSentence);
        for (int i = 0; i < active.Count; i++)
        {
            var candidates = best[i];
            FiniteScore.Require(candidates[0].Total, canExhaust);
            next.Clear();
            next.Take(candidates, beamSize);
            active[i].Advance(next, attention, i * width);
        }
    }
}
