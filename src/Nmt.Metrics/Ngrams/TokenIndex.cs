using System.Numerics;
using System.Runtime.InteropServices;
using Nmt.Metrics.Text;

namespace Nmt.Metrics.Ngrams;

/// <summary>Assigns every distinct token of a segment a small number.</summary>
/// <remarks>Reset for each segment, so that memory does not grow with the corpus.</remarks>
internal sealed class TokenIndex
{
    private const int InitialBits = 8;
    private const ulong HashMultiplier = 0x9E3779B97F4A7C15;

    private Slot[] _slots = new Slot[1 << InitialBits];
    private int _shift = 64 - InitialBits;
    private int _generation = 1;
    private int _count;
    private char[] _text = new char[1024];
    private int _textLength;

    public void Reset()
    {
        _count = 0;
        _textLength = 0;
        if (_generation == int.MaxValue)
        {
            Array.Clear(_slots);
            _generation = 0;
        }

        _generation++;
    }

    public int FindOrAdd(ReadOnlySpan<char> token)
    {
        ulong hash = Hash(token);
        ref var slot = ref FindSlot(token, hash);
        if (slot.Generation == _generation)
        {
            return slot.Id;
        }

        if (2 * (_count + 1) > _slots.Length)
        {
            Grow();
            slot = ref FindSlot(token, hash);
        }

        slot = new Slot(hash, Store(token), token.Length, _count, _generation);
        return _count++;
    }

    /// <summary>Returns the token's number, or <see cref="NgramIndex.None"/> if it has none.</summary>
    public int Find(ReadOnlySpan<char> token)
    {
        ref var slot = ref FindSlot(token, Hash(token));
        return slot.Generation == _generation ? slot.Id : NgramIndex.None;
    }

    /// <summary>Hashes four characters at a time; tokens with equal hashes are distinguished by their text.</summary>
    private static ulong Hash(ReadOnlySpan<char> token)
    {
        ulong hash = (uint)token.Length;
        while (token.Length >= 4)
        {
            hash = (BitOperations.RotateLeft(hash, 23) ^ MemoryMarshal.Read<ulong>(MemoryMarshal.AsBytes(token))) * HashMultiplier;
            token = token[4..];
        }

        foreach (char character in token)
        {
            hash = (BitOperations.RotateLeft(hash, 23) ^ character) * HashMultiplier;
        }

        // The high bits choose the slot, and those of the last product depend on the whole token.
        return hash * HashMultiplier;
    }

    private ref Slot FindSlot(ReadOnlySpan<char> token, ulong hash)
    {
        var slots = _slots;
        int i = (int)(hash >> _shift);
        while (slots[i].Generation == _generation
            && !(slots[i].Hash == hash && token.SequenceEqual(_text.AsSpan(slots[i].Start, slots[i].Length))))
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
                FindSlot(_text.AsSpan(slot.Start, slot.Length), slot.Hash) = slot;
            }
        }
    }

    private int Store(ReadOnlySpan<char> token)
    {
        int start = _textLength;
        if (start + token.Length > _text.Length)
        {
            Array.Resize(ref _text, Math.Max(_text.Length * 2, start + token.Length));
        }

        token.CopyTo(_text.AsSpan(start));
        _textLength += token.Length;
        return start;
    }

    private readonly record struct Slot(ulong Hash, int Start, int Length, int Id, int Generation);
}

/// <summary>Collects the numbers of a line's tokens.</summary>
internal sealed class TokenIdList(TokenIndex index) : ITokenSink
{
    private int[] _ids = new int[256];
    private int _count;
    private bool _addsTokens;

    public ReadOnlySpan<int> Ids => _ids.AsSpan(0, _count);

    /// <summary>Starts the next line.</summary>
    /// <param name="addsTokens">Whether new tokens get a number; otherwise they become <see cref="NgramIndex.None"/>.</param>
    public void Restart(bool addsTokens) => (_count, _addsTokens) = (0, addsTokens);

    public void Add(ReadOnlySpan<char> token)
    {
        if (_count == _ids.Length)
        {
            Array.Resize(ref _ids, 2 * _count);
        }

        _ids[_count++] = _addsTokens ? index.FindOrAdd(token) : index.Find(token);
    }
}
