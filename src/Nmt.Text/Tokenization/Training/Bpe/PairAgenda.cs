namespace Nmt.Text.Tokenization.Training.Bpe;

/// <summary>
/// Hands out pairs in the order in which they are merged: the most frequent, then the shortest, then the first in ordinal order.
/// </summary>
/// <remarks>
/// A heap whose entries may be out of date: a pair that rose has a better entry besides; one that fell is entered again when
/// its old entry comes up.
/// </remarks>
internal sealed class PairAgenda
{
    private readonly PairTable _pairs;
    private readonly PriorityQueue<int, Rank> _heap;
    private readonly List<long> _enteredCounts = [];

    /// <summary>Makes an empty agenda.</summary>
    public PairAgenda(PairTable pairs, SymbolTable symbols)
    {
        _pairs = pairs;
        _heap = new PriorityQueue<int, Rank>(new RankComparer(pairs, symbols));
        Symbols = symbols;
    }

    private SymbolTable Symbols { get; }

    /// <summary>Enters pairs whose count may have risen.</summary>
    public void Enter(List<int> pairs)
    {
        foreach (var pair in pairs)
        {
            while (_enteredCounts.Count <= pair)
            {
                _enteredCounts.Add(0);
            }

            if (_pairs.CountOf(pair) > _enteredCounts[pair])
            {
                Enter(pair);
            }
        }
    }

    /// <summary>Takes the next pair.</summary>
    /// <returns>Whether there was one.</returns>
    public bool TryTake(out int pair)
    {
        while (_heap.TryDequeue(out pair, out var rank))
        {
            var count = _pairs.CountOf(pair);
            if (count == rank.Count)
            {
                _enteredCounts[pair] = 0;
                return true;
            }

            if (count == 0)
            {
                _enteredCounts[pair] = 0;
            }
            else if (count < rank.Count)
            {
                Enter(pair);
            }
        }

        return false;
    }

    private void Enter(int pair)
    {
        var count = _pairs.CountOf(pair);
        _enteredCounts[pair] = count;
        var length = Symbols.LengthOf(_pairs.LeftOf(pair)) + Symbols.LengthOf(_pairs.RightOf(pair));
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
            var byText = symbols.CompareJoined(left, pairs.RightOf(x.Pair), otherLeft, pairs.RightOf(y.Pair));

            // Two splits of one text are told apart by where they split: the order of the lines must not.
            return byText != 0 ? byText : symbols.LengthOf(left).CompareTo(symbols.LengthOf(otherLeft));
        }
    }
}
