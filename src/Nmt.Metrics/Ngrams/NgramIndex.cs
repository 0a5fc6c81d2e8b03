using System.Numerics;

namespace Nmt.Metrics;

/// <summary>Gives every distinct n-gram of a segment a small number, built from the number of its prefix and its last token.</summary>
/// <remarks>
/// The pair is exact, so no hash collision can merge two n-grams, and an n-gram of any order costs one look-up of eight
/// bytes. Slots carry the generation that filled them: <see cref="Reset"/> costs nothing, however long an earlier segment was.
/// </remarks>
internal sealed class NgramIndex
{
    /// <summary>The prefix of a unigram, and the answer for an n-gram that is not there.</summary>
    public const int None = -1;

    private const int InitialCapacity = 1024;

    private ulong[] _keys = new ulong[InitialCapacity];
    private int[] _ids = new int[InitialCapacity];
    private int[] _generations = new int[InitialCapacity];
    private int _generation = 1;

    public int Count { get; private set; }

    public void Reset()
    {
        Count = 0;
        if (_generation == int.MaxValue)
        {
            Array.Clear(_generations);
            _generation = 0;
        }

        _generation++;
    }

    public int Find(int prefix, int token)
    {
        ulong key = Key(prefix, token);
        int slot = FindSlot(key);
        return _generations[slot] == _generation ? _ids[slot] : None;
    }

    public int FindOrAdd(int prefix, int token)
    {
        ulong key = Key(prefix, token);
        int slot = FindSlot(key);
        if (_generations[slot] == _generation)
        {
            return _ids[slot];
        }

        if (2 * (Count + 1) > _keys.Length)
        {
            Grow();
            slot = FindSlot(key);
        }

        return Fill(slot, key, Count++);
    }

    private static ulong Key(int prefix, int token) => ((ulong)(uint)prefix << 32) | (uint)token;

    private int FindSlot(ulong key)
    {
        int mask = _keys.Length - 1;
        // Fibonacci hashing: the high bits of the product depend on all bits of the key.
        int slot = (int)((key * 0x9E3779B97F4A7C15UL) >> (64 - BitOperations.Log2((uint)_keys.Length)));
        while (_generations[slot] == _generation && _keys[slot] != key)
        {
            slot = (slot + 1) & mask;
        }

        return slot;
    }

    private int Fill(int slot, ulong key, int id)
    {
        _generations[slot] = _generation;
        _keys[slot] = key;
        _ids[slot] = id;
        return id;
    }

    private void Grow()
    {
        (ulong[] keys, int[] ids, int[] generations) = (_keys, _ids, _generations);
        _keys = new ulong[keys.Length * 2];
        _ids = new int[keys.Length * 2];
        _generations = new int[keys.Length * 2];
        for (int i = 0; i < keys.Length; i++)
        {
            if (generations[i] == _generation)
            {
                Fill(FindSlot(keys[i]), keys[i], ids[i]);
            }
        }
    }
}
