namespace Nmt.Text.Tokenization.Training.Bpe;

/// <summary>The pairs of adjacent symbols, how often each occurs, and where.</summary>
/// <remarks>
/// A position of the text begins at most one pair, so the places of a pair are a doubly linked list through arrays as long as
/// the text: adding and removing a place costs nothing else and needs no memory.
/// </remarks>
internal sealed class PairTable
{
    private const int None = -1;
    private readonly Dictionary<long, int> _ids = [];
    private readonly List<Pair> _pairs = [];
    private readonly int[] _pairAt;
    private readonly int[] _nextPlace;
    private readonly int[] _previousPlace;
    private readonly List<int> _risen = [];

    /// <summary>Makes the table of a text of so many positions, with no pairs.</summary>
    public PairTable(int positions)
    {
        _pairAt = new int[positions];
        Array.Fill(_pairAt, None);
        _nextPlace = new int[positions];
        _previousPlace = new int[positions];
    }

    /// <summary>First symbol of a pair.</summary>
    public int LeftOf(int pair) => _pairs[pair].Left;

    /// <summary>Second symbol of a pair.</summary>
    public int RightOf(int pair) => _pairs[pair].Right;

    /// <summary>Occurrences of a pair in the text as it is merged now.</summary>
    public long CountOf(int pair) => _pairs[pair].Count;

    /// <summary>Whether a position begins this pair.</summary>
    public bool IsAt(int position, int pair) => _pairAt[position] == pair;

    /// <summary>Notes that a position begins a pair.</summary>
    public void Place(int position, int left, int right, long count)
    {
        var key = ((long)left << 32) | (uint)right;
        if (!_ids.TryGetValue(key, out var id))
        {
            id = _pairs.Count;
            _ids.Add(key, id);
            _pairs.Add(new Pair(left, right));
        }

        var pair = _pairs[id];
        _pairAt[position] = id;
        _previousPlace[position] = None;
        _nextPlace[position] = pair.FirstPlace;
        if (pair.FirstPlace != None)
        {
            _previousPlace[pair.FirstPlace] = position;
        }

        pair.FirstPlace = position;
        pair.Count += count;
        if (!pair.HasRisen)
        {
            pair.HasRisen = true;
            _risen.Add(id);
        }
    }

    /// <summary>Notes that a position begins no pair any more.</summary>
    public void Remove(int position, long count)
    {
        var id = _pairAt[position];
        if (id == None)
        {
            return;
        }

        var pair = _pairs[id];
        var (next, previous) = (_nextPlace[position], _previousPlace[position]);
        if (next != None)
        {
            _previousPlace[next] = previous;
        }

        if (previous == None)
        {
            pair.FirstPlace = next;
        }
        else
        {
            _nextPlace[previous] = next;
        }

        pair.Count -= count;
        _pairAt[position] = None;
    }

    /// <summary>Puts the positions that begin a pair in a list, in no order.</summary>
    public void CopyPlaces(int pair, List<int> places)
    {
        places.Clear();
        for (var place = _pairs[pair].FirstPlace; place != None; place = _nextPlace[place])
        {
            places.Add(place);
        }
    }

    /// <summary>The pairs that were placed since the last call; their counts may have fallen all the same.</summary>
    public void TakeRisen(List<int> risen)
    {
        risen.Clear();
        risen.AddRange(_risen);
        foreach (var id in _risen)
        {
            _pairs[id].HasRisen = false;
        }

        _risen.Clear();
    }

    private sealed class Pair(int left, int right)
    {
        public readonly int Left = left;
        public readonly int Right = right;
        public int FirstPlace = None;
        public long Count;
        public bool HasRisen;
    }
}
