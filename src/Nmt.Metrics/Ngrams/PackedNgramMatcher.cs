using System.Numerics;

namespace Nmt.Metrics.Ngrams;

/// <summary>Counts clipped matches of character n-grams of up to eight characters, packed one byte per character.</summary>
/// <remarks>
/// Equivalent to <see cref="NgramMatcher"/> with one reference, but several times faster: the key of an n-gram is computed
/// without looking up its prefix, so that the processor works on several at once. References with too many distinct
/// characters for a byte, or with characters beyond U+FFFF, are left to the other class.
/// </remarks>
internal sealed class PackedNgramMatcher
{
    public const int MaxOrder = sizeof(ulong);

    private const int BitsPerCharacter = 8;
    private const int MaxCharacters = (1 << BitsPerCharacter) - 1;

    private readonly int _order;
    private readonly byte[] _numbers = new byte[char.MaxValue + 1];
    private readonly List<int> _numbered = [];
    private byte[] _packed = new byte[256];
    private Slot[] _slots = new Slot[1024];
    private int _generation;

    public PackedNgramMatcher(int order)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(order, MaxOrder);
        _order = order;
    }

    /// <summary>Adds the matches of each order to <paramref name="matches"/>; false, without adding any, if the reference cannot be packed.</summary>
    public bool TryCountMatches(ReadOnlySpan<int> hypothesis, ReadOnlySpan<int> reference, Span<double> matches)
    {
        bool isPacked = TryNumber(reference);
        if (isPacked)
        {
            Prepare(Math.Max(hypothesis.Length, reference.Length));
            AddReference(Pack(reference));
            CountMatches(Pack(hypothesis), matches);
        }

        foreach (int character in _numbered)
        {
            _numbers[character] = 0;
        }

        _numbered.Clear();
        return isPacked;
    }

    /// <summary>Numbers the reference's characters from 1; 0 means a character that it does not have.</summary>
    private bool TryNumber(ReadOnlySpan<int> reference)
    {
        foreach (int character in reference)
        {
            if (character > char.MaxValue)
            {
                return false;
            }

            if (_numbers[character] == 0)
            {
                if (_numbered.Count == MaxCharacters)
                {
                    return false;
                }

                _numbered.Add(character);
                _numbers[character] = (byte)_numbered.Count;
            }
        }

        return true;
    }

    private void Prepare(int length)
    {
        if (_packed.Length < length)
        {
            _packed = new byte[2 * length];
        }

        // At most half full, so that collisions stay rare.
        int capacity = (int)BitOperations.RoundUpToPowerOf2((uint)checked(2 * _order * length));
        if (_slots.Length < capacity || _generation == int.MaxValue)
        {
            _slots = new Slot[Math.Max(capacity, _slots.Length)];
            _generation = 0;
        }

        _generation++;
    }

    private ReadOnlySpan<byte> Pack(ReadOnlySpan<int> text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            _packed[i] = text[i] <= char.MaxValue ? _numbers[text[i]] : (byte)0;
        }

        return _packed.AsSpan(0, text.Length);
    }

    private void AddReference(ReadOnlySpan<byte> text)
    {
        for (int start = 0; start < text.Length; start++)
        {
            ulong ngram = 0;
            foreach (byte character in text.Slice(start, Math.Min(_order, text.Length - start)))
            {
                ngram = (ngram << BitsPerCharacter) | character;
                ref var slot = ref FindSlot(ngram);
                if (slot.Generation == _generation)
                {
                    slot.Count++;
                }
                else
                {
                    slot = new Slot { Ngram = ngram, Generation = _generation, Count = 1 };
                }
            }
        }
    }

    private void CountMatches(ReadOnlySpan<byte> text, Span<double> matches)
    {
        for (int start = 0; start < text.Length; start++)
        {
            ulong ngram = 0;
            int end = Math.Min(start + _order, text.Length);
            for (int last = start; last < end && text[last] != 0; last++)
            {
                ngram = (ngram << BitsPerCharacter) | text[last];
                ref var slot = ref FindSlot(ngram);
                if (slot.Generation != _generation)
                {
                    // If the reference lacks an n-gram, it lacks every longer n-gram that starts with it.
                    break;
                }

                // Each occurrence in the reference can be matched once.
                if (slot.Count > 0)
                {
                    slot.Count--;
                    matches[last - start]++;
                }
            }
        }
    }

    private ref Slot FindSlot(ulong ngram)
    {
        var slots = _slots;
        int i = (int)((ngram * 0x9E3779B97F4A7C15UL) >> (BitOperations.LeadingZeroCount((uint)slots.Length) + 33));
        while (slots[i].Generation == _generation && slots[i].Ngram != ngram)
        {
            i = (i + 1) & (slots.Length - 1);
        }

        return ref slots[i];
    }

    private struct Slot
    {
        public ulong Ngram;
        public int Generation;
        public int Count;
    }
}
