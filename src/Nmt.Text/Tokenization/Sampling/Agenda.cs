namespace Nmt.Text.Tokenization.Sampling;

/// <summary>A queue that gives out the entry with the highest priority.</summary>
/// <remarks>
/// Which of two equal priorities comes first shows in the order of n-best lists, so it is part of what must equal
/// SentencePiece: this is the binary heap of the C++ library that it is built with, move for move. The moved entry sinks to
/// a leaf first, the right child going up on ties, and rises again from there.
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

    /// <summary>Takes out the entry with the highest priority.</summary>
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

    /// <summary>Forgets all but the best entries.</summary>
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
        var hole = 0;
        for (var child = 2; child <= _heap.Count; child = 2 * (hole + 1))
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
