using Nmt.Text.Tokenization.Segmentation;

namespace Nmt.Text.Tokenization.Sampling;

/// <summary>
/// Finds the best paths of a lattice, best first, with A* from the end to the beginning: Viterbi's forward scores tell
/// exactly how good the rest of a path can become. Order and scores are SentencePiece's, which rounds to single precision.
/// </summary>
internal sealed class NBestSearch
{
    // SentencePiece's limits: an agenda that grows to the first size is cut down to the second, or to ten times what is wanted.
    private const int MaxAgenda = 10_000;
    private const int MinAgenda = 512;
    private const int AgendaPerResult = 10;
    private const int Beginning = -1;
    private readonly Lattice _lattice;
    private readonly float[] _best;
    private readonly List<Hypothesis> _hypotheses = [];

    /// <summary>Prepares the search.</summary>
    public NBestSearch(Lattice lattice)
    {
        _lattice = lattice;
        _best = BestScores(lattice);
    }

    /// <summary>Finds paths until there are enough or no more.</summary>
    public List<ScoredSegments> Find(int count)
    {
        var results = new List<ScoredSegments>();
        var agenda = new Agenda();
        Expand(_lattice.Length, next: -1, 0, agenda);
        while (agenda.Count > 0 && results.Count < count)
        {
            var (top, priority) = agenda.Pop();
            var hypothesis = _hypotheses[top];
            if (hypothesis.Node == Beginning)
            {
                results.Add(new ScoredSegments(Path(hypothesis.Next), priority));
                continue;
            }

            Expand(_lattice[hypothesis.Node].Start, top, hypothesis.Score, agenda);
            if (agenda.Count >= MaxAgenda)
            {
                agenda.KeepBest(Math.Min(MinAgenda, AgendaPerResult * count));
            }
        }

        return results;
    }

    /// <summary>For each node the score of the best path from the beginning to its end.</summary>
    private static float[] BestScores(Lattice lattice)
    {
        var best = new float[lattice.Count];
        for (var node = 0; node < lattice.Count; node++)
        {
            var (start, score) = (lattice[node].Start, lattice[node].Score);
            best[node] = start == 0 ? score : float.NegativeInfinity;
            for (var left = lattice.FirstEndingAt(start); left >= 0; left = lattice.NextEndingThere(left))
            {
                best[node] = Math.Max(best[node], best[left] + score);
            }
        }

        return best;
    }

    /// <summary>Puts on the agenda all that can stand in front of a place.</summary>
    private void Expand(int place, int next, float score, Agenda agenda)
    {
        if (place == 0)
        {
            agenda.Push(Add(new Hypothesis(Beginning, next, score)), score);
            return;
        }

        for (var node = _lattice.FirstEndingAt(place); node >= 0; node = _lattice.NextEndingThere(node))
        {
            agenda.Push(Add(new Hypothesis(node, next, _lattice[node].Score + score)), _best[node] + score);
        }
    }

    private int Add(Hypothesis hypothesis)
    {
        _hypotheses.Add(hypothesis);
        return _hypotheses.Count - 1;
    }

    private List<Segment> Path(int first)
    {
        var segments = new List<Segment>();
        for (var i = first; i >= 0; i = _hypotheses[i].Next)
        {
            var node = _lattice[_hypotheses[i].Node];
            segments.Add(new Segment(node.End - node.Start, node.Id));
        }

        return segments;
    }

    /// <summary>A path from a node to the end.</summary>
    /// <param name="Node">Its first node.</param>
    /// <param name="Next">The path behind that node; negative at the end.</param>
    /// <param name="Score">Sum of its scores.</param>
    private readonly record struct Hypothesis(int Node, int Next, float Score);
}
