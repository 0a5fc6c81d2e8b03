using Nmt.Text.Subwords.Segmentation;

namespace Nmt.Text.Subwords.Sampling;

/// <summary>
/// Finds the best paths of a lattice, best first, with A* from the end to the beginning: the Viterbi forward scores are the
/// exact score of the best completion. Order and scores match SentencePiece, which rounds to single precision.
/// </summary>
internal sealed class NBestSearch
{
    // SentencePiece's limits: an agenda that grows to the first size is reduced to the smaller of the second size and ten times
    // the requested number.
    private const int MaxAgenda = 10_000;
    private const int MinAgenda = 512;
    private const int AgendaPerResult = 10;
    private const int Beginning = -1;
    private readonly Lattice _lattice;
    private readonly float[] _best;
    private readonly List<Hypothesis> _hypotheses = [];

    /// <summary>Creates the search.</summary>
    public NBestSearch(Lattice lattice)
    {
        _lattice = lattice;
        _best = BestScores(lattice);
    }

    /// <summary>Finds the best paths, at most <paramref name="count"/> of them.</summary>
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

    /// <summary>The score of the best path from the beginning to the end of each node.</summary>
    private static float[] BestScores(Lattice lattice)
    {
        float[] best = new float[lattice.Count];
        for (int node = 0; node < lattice.Count; node++)
        {
            var (start, score) = (lattice[node].Start, lattice[node].Score);
            best[node] = start == 0 ? score : float.NegativeInfinity;
            for (int left = lattice.FirstEndingAt(start); left >= 0; left = lattice.NextWithSameEnd(left))
            {
                best[node] = Math.Max(best[node], best[left] + score);
            }
        }

        return best;
    }

    /// <summary>Adds all nodes that end at a position to the agenda.</summary>
    private void Expand(int position, int next, float score, Agenda agenda)
    {
        if (position == 0)
        {
            agenda.Push(Add(new Hypothesis(Beginning, next, score)), score);
            return;
        }

        for (int node = _lattice.FirstEndingAt(position); node >= 0; node = _lattice.NextWithSameEnd(node))
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
        for (int i = first; i >= 0; i = _hypotheses[i].Next)
        {
            var node = _lattice[_hypotheses[i].Node];
            segments.Add(new Segment(node.End - node.Start, node.Id));
        }

        return segments;
    }

    /// <summary>A path from a node to the end.</summary>
    /// <param name="Node">Its first node.</param>
    /// <param name="Next">The path after that node; negative at the end.</param>
    /// <param name="Score">Sum of its scores.</param>
    private readonly record struct Hypothesis(int Node, int Next, float Score);
}

/// <summary>A priority queue that returns the highest priority first.</summary>
/// <remarks>
/// The order of equal priorities is visible in n-best lists, which must match SentencePiece's, so this reproduces the binary heap
/// of its C++ standard library move for move. The moved entry first sinks to a leaf, the right child moving up on ties, and
/// rises from there.
/// </remarks>
internal sealed class Agenda
{
    private readonly List<(int Item, float Priority)> _heap = [];

    /// <summary>Number of entries.</summary>
    public int Count => _heap.Count;

    /// <summary>Adds an entry.</summary>
    public void Push(int item, float priority)
    {
        _heap.Add(default);
        Rise(_heap.Count - 1, (item, priority));
    }

    /// <summary>Removes and returns the entry with the highest priority.</summary>
    public (int Item, float Priority) Pop()
    {
        var top = _heap[0];
        var moved = _heap[^1];
        _heap.RemoveAt(_heap.Count - 1);
        if (_heap.Count > 0)
        {
            Rise(Sink(), moved);
        }

        return top;
    }

    /// <summary>Keeps only the best entries.</summary>
    public void KeepBest(int count)
    {
        var kept = new List<(int Item, float Priority)>(count);
        while (kept.Count < count && _heap.Count > 0)
        {
            kept.Add(Pop());
        }

        _heap.Clear();
        kept.ForEach(entry => Push(entry.Item, entry.Priority));
    }

    /// <summary>Moves the hole at the top down to a leaf.</summary>
    private int Sink()
    {
        int hole = 0;
        for (int child = 2; child <= _heap.Count; child = 2 * (hole + 1))
        {
            if (child == _heap.Count || _heap[child].Priority < _heap[child - 1].Priority)
            {
                child--;
            }

            _heap[hole] = _heap[child];
            hole = child;
        }

        return hole;
    }

    private void Rise(int hole, (int Item, float Priority) entry)
    {
        while (hole > 0 && _heap[(hole - 1) / 2].Priority < entry.Priority)
        {
            _heap[hole] = _heap[(hole - 1) / 2];
            hole = (hole - 1) / 2;
        }

        _heap[hole] = entry;
    }
}
