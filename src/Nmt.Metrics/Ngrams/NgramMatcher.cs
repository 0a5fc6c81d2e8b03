using System.Numerics;

namespace Nmt.Metrics.Ngrams;

/// <summary>Counts the n-grams of a hypothesis that occur in its references, clipped (Papineni et al. 2002, section 2.1).</summary>
/// <remarks>An n-gram may match at most as often as it occurs in any single reference.</remarks>
internal sealed class NgramMatcher
{
    private const int InitialCapacity = 512;

    private readonly int _maxOrder;
    private readonly NgramIndex _index = new();
    private Occurrences[] _ngrams = new Occurrences[InitialCapacity];
    private int _textNumber;

    public NgramMatcher(int maxOrder)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxOrder);
        _maxOrder = maxOrder;
    }

    /// <summary>Clears the references for the next segment.</summary>
    public void Reset()
    {
        _index.Reset();
        _textNumber = 0;
    }

    public void AddReference(ReadOnlySpan<int> tokens)
    {
        _textNumber++;
        for (int start = 0; start < tokens.Length; start++)
        {
            int ngram = NgramIndex.None;
            int end = Math.Min(start + _maxOrder, tokens.Length);
            for (int last = start; last < end; last++)
            {
                int countBefore = _index.Count;
                ngram = _index.FindOrAdd(ngram, tokens[last]);
                if (ngram == countBefore)
                {
                    Prepare(ngram);
                }

                ref var occurrences = ref _ngrams[ngram];
                int count = CountOccurrence(ref occurrences);
                if (count > occurrences.Allowed)
                {
                    occurrences.Allowed = count;
                }
            }
        }
    }

    /// <summary>Adds the clipped matches of each order to <paramref name="matches"/>, unigrams first.</summary>
    public void CountMatches(ReadOnlySpan<int> tokens, Span<double> matches)
    {
        _textNumber++;
        for (int start = 0; start < tokens.Length; start++)
        {
            int ngram = NgramIndex.None;
            int end = Math.Min(start + _maxOrder, tokens.Length);
            for (int last = start; last < end; last++)
            {
                ngram = _index.Find(ngram, tokens[last]);
                if (ngram == NgramIndex.None)
                {
                    // If no reference has an n-gram, none has a longer n-gram that starts with it.
                    break;
                }

                ref var occurrences = ref _ngrams[ngram];
                if (CountOccurrence(ref occurrences) <= occurrences.Allowed)
                {
                    matches[last - start]++;
                }
            }
        }
    }

    private int CountOccurrence(ref Occurrences occurrences)
    {
        if (occurrences.TextNumber != _textNumber)
        {
            occurrences.TextNumber = _textNumber;
            occurrences.Count = 0;
        }

        return ++occurrences.Count;
    }

    private void Prepare(int ngram)
    {
        if (ngram == _ngrams.Length)
        {
            Array.Resize(ref _ngrams, ngram * 2);
        }

        _ngrams[ngram] = default;
    }

    private struct Occurrences
    {
        /// <summary>The maximum count in any reference.</summary>
        public int Allowed;

        /// <summary>The count so far in the text being read.</summary>
        public int Count;

        /// <summary>The text that <see cref="Count"/> belongs to.</summary>
        public int TextNumber;
    }
}

/// <summary>Assigns every distinct n-gram of a segment a small number, looked up by the number of its prefix and its last token.</summary>
/// <remarks>
/// The pair is exact, so no hash collision can merge two n-grams, and an n-gram of any order costs one look-up of eight
/// bytes. Slots carry the generation that filled them: <see cref="Reset"/> costs nothing, however long earlier segments were.
/// </remarks>
internal sealed class NgramIndex
{
    /// <summary>The prefix of a unigram, and the result for an n-gram that is not found.</summary>
    public const int None = -1;

    private const int InitialBits = 10;

    private Slot[] _slots = new Slot[1 << InitialBits];
    private int _shift = 64 - InitialBits;
    private int _generation = 1;

    public int Count { get; private set; }

    public void Reset()
    {
        Count = 0;
        if (_generation == int.MaxValue)
        {
            Array.Clear(_slots);
            _generation = 0;
        }

        _generation++;
    }

    public int Find(int prefix, int token)
    {
        ref var slot = ref FindSlot(Key(prefix, token));
        return slot.Generation == _generation ? slot.Id : None;
    }

    public int FindOrAdd(int prefix, int token)
    {
        ulong key = Key(prefix, token);
        ref var slot = ref FindSlot(key);
        if (slot.Generation == _generation)
        {
            return slot.Id;
        }

        if (2 * (Count + 1) > _slots.Length)
        {
            Grow();
            slot = ref FindSlot(key);
        }

        slot = new Slot(key, Count, _generation);
        return Count++;
    }

    private static ulong Key(int prefix, int token) => ((ulong)(uint)prefix << 32) | (uint)token;

    private ref Slot FindSlot(ulong key)
    {
        var slots = _slots;
        // Fibonacci hashing: the high bits of the product depend on all bits of the key.
        int i = (int)((key * 0x9E3779B97F4A7C15UL) >> _shift);
        while (slots[i].Generation == _generation && slots[i].Key != key)
        {
            i = (i + 1) & (slots.Length - 1);
        }

        return ref slots[i];
    }

    private void Grow()
    {
        var filled = _slots;
        _slots = new Slot[filled.Length * 2];
        _shift = 64 - BitOperations.Log2((uint)_slots.Length);
        foreach (ref var slot in filled.AsSpan())
        {
            if (slot.Generation == _generation)
            {
                FindSlot(slot.Key) = slot;
            }
        }
    }

    /// <summary>Key, number and generation are adjacent: a look-up touches one cache line.</summary>
    private readonly record struct Slot(ulong Key, int Id, int Generation);
}
