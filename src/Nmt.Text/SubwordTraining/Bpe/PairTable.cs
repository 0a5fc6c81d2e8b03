namespace Nmt.Text.SubwordTraining.Bpe;

/// <summary>The pairs of adjacent symbols, how often each occurs, and where.</summary>
/// <remarks>
/// A position of the text begins at most one pair, so the positions of a pair are a doubly linked list through arrays as long as
/// the text: adding and removing a position takes constant time and no memory.
/// </remarks>
internal sealed class PairTable
{
    private const int None = -1;
    private readonly Dictionary<long, int> _ids = [];
    private readonly List<Pair> _pairs = [];
    private readonly int[] _pairAt;
    private readonly int[] _nextPosition;
    private readonly int[] _previousPosition;
    private readonly List<int> _risen = [];

    /// <summary>Creates an empty table for a text with a number of positions.</summary>
    public PairTable(int positions)
    {
        _pairAt = new int[positions];
        Array.Fill(_pairAt, None);
        _nextPosition = new int[positions];
        _previousPosition = new int[positions];
    }

    /// <summary>First symbol of a pair.</summary>
    public int LeftOf(int pair) => _pairs[pair].Left;

    /// <summary>Second symbol of a pair.</summary>
    public int RightOf(int pair) => _pairs[pair].Right;

    /// <summary>Occurrences of a pair in the text as merged so far.</summary>
    public long CountOf(int pair) => _pairs[pair].Count;

    /// <summary>Whether a position begins this pair.</summary>
    public bool IsAt(int position, int pair) => _pairAt[position] == pair;

    /// <summary>Adds a position that begins a pair.</summary>
    public void Add(int position, int left, int right, long count)
    {
        long key = ((long)left << 32) | (uint)right;
        if (!_ids.TryGetValue(key, out int id))
        {
            id = _pairs.Count;
            _ids.Add(key, id);
            _pairs.Add(new Pair(left, right));
        }

        var pair = _pairs[id];
        _pairAt[position] = id;
        _previousPosition[position] = None;
        _nextPosition[position] = pair.FirstPosition;
        if (pair.FirstPosition != None)
        {
            _previousPosition[pair.FirstPosition] = position;
        }

        pair.FirstPosition = position;
        pair.Count += count;
        if (!pair.HasRisen)
        {
            pair.HasRisen = true;
            _risen.Add(id);
        }
    }

    /// <summary>Removes a position, which no longer begins a pair.</summary>
    public void Remove(int position, long count)
    {
        int id = _pairAt[position];
        if (id == None)
        {
            return;
        }

        var pair = _pairs[id];
        var (next, previous) = (_nextPosition[position], _previousPosition[position]);
        if (next != None)
        {
            _previousPosition[next] = previous;
        }

        if (previous == None)
        {
            pair.FirstPosition = next;
        }
        else
        {
            _nextPosition[previous] = next;
        }

        pair.Count -= count;
        _pairAt[position] = None;
    }

    /// <summary>Copies the positions that begin a pair into a list, in no particular order.</summary>
    public void CopyPositions(int pair, List<int> positions)
    {
        positions.Clear();
        for (int position = _pairs[pair].FirstPosition; position != None; position = _nextPosition[position])
        {
            positions.Add(position);
        }
    }

    /// <summary>Moves the pairs that gained positions since the last call into a list; their counts may have fallen anyway.</summary>
    public void MoveRisenTo(List<int> risen)
    {
        risen.Clear();
        risen.AddRange(_risen);
        foreach (int id in _risen)
        {
            _pairs[id].HasRisen = false;
        }

        _risen.Clear();
    }

    private sealed class Pair(int left, int right)
    {
        public readonly int Left = left;
        public readonly int Right = right;
        public int FirstPosition = None;
        public long Count;
        public bool HasRisen;
    }
}

/// <summary>
/// Returns pairs in the order in which they are merged: the most frequent, then the shortest, then the first in ordinal order.
/// </summary>
/// <remarks>
/// A heap whose entries may be stale: a pair whose count rose also has a newer entry; one whose count fell is queued again when
/// its old entry is dequeued.
/// </remarks>
internal sealed class PairAgenda
{
    private readonly PairTable _pairs;
    private readonly PriorityQueue<int, Rank> _heap;
    private readonly List<long> _queuedCounts = [];

    /// <summary>Creates an empty agenda.</summary>
    public PairAgenda(PairTable pairs, SymbolTable symbols)
    {
        _pairs = pairs;
        _heap = new PriorityQueue<int, Rank>(new RankComparer(pairs, symbols));
        Symbols = symbols;
    }

    private SymbolTable Symbols { get; }

    /// <summary>Queues pairs whose count may have risen.</summary>
    public void Enqueue(List<int> pairs)
    {
        foreach (int pair in pairs)
        {
            while (_queuedCounts.Count <= pair)
            {
                _queuedCounts.Add(0);
            }

            if (_pairs.CountOf(pair) > _queuedCounts[pair])
            {
                Enqueue(pair);
            }
        }
    }

    /// <summary>Removes the next pair.</summary>
    /// <returns>False if no pair is left.</returns>
    public bool TryDequeue(out int pair)
    {
        while (_heap.TryDequeue(out pair, out var rank))
        {
            long count = _pairs.CountOf(pair);
            if (count == rank.Count)
            {
                _queuedCounts[pair] = 0;
                return true;
            }

            if (count == 0)
            {
                _queuedCounts[pair] = 0;
            }
            else if (count < rank.Count)
            {
                Enqueue(pair);
            }
        }

        return false;
    }

    private void Enqueue(int pair)
    {
        long count = _pairs.CountOf(pair);
        _queuedCounts[pair] = count;
        int length = Symbols.LengthOf(_pairs.LeftOf(pair)) + Symbols.LengthOf(_pairs.RightOf(pair));
        _heap.Enqueue(pair, new Rank(count, length, pair));
    }

    private readonly record struct Rank(long Count, int Length, int Pair);

    private sealed class RankComparer(PairTable pairs, SymbolTable symbols) : IComparer<Rank>
    {
        public int Compare(Rank x, Rank y)
        {
            if (x.Count != y.Count)
            {
                return y.Count.CompareTo(x.Count);
            }

            if (x.Length != y.Length)
            {
                return x.Length.CompareTo(y.Length);
            }

            var (left, otherLeft) = (pairs.LeftOf(x.Pair), pairs.LeftOf(y.Pair));
            int byText = symbols.CompareJoined(left, pairs.RightOf(x.Pair), otherLeft, pairs.RightOf(y.Pair));

            // Two splits of the same text are ordered by where they split, so that the order of the lines does not matter.
            return byText != 0 ? byText : symbols.LengthOf(left).CompareTo(symbols.LengthOf(otherLeft));
        }
    }
}
