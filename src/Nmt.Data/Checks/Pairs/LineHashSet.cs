namespace Nmt.Data.Checks.Pairs;

/// <summary>A set of hashes that takes at most 16 bytes each, where <see cref="HashSet{T}"/> takes up to 40.</summary>
/// <remarks>Open addressing with linear probing. While it grows, the old table is held beside the new one.</remarks>
internal sealed class LineHashSet
{
    // 8 bytes / 0.8 * 1.6 = 16 bytes a hash at most, just after growing.
    private const double MaxLoad = 0.8;
    private const double Growth = 1.6;
    private ulong[] _slots = new ulong[1 << 10];

    /// <summary>Number of different hashes.</summary>
    public int Count { get; private set; }

    /// <summary>Adds a hash.</summary>
    /// <returns>False when it was there already.</returns>
    public bool Add(ulong hash)
    {
        // Zero marks an empty slot.
        hash = hash == 0 ? 1 : hash;
        if (!Insert(_slots, hash))
        {
            return false;
        }

        Count++;
        if (Count > MaxLoad * _slots.Length)
        {
            Grow();
        }

        return true;
    }

    private void Grow()
    {
        var larger = new ulong[Math.Min((long)(_slots.Length * Growth), Array.MaxLength)];
        foreach (var hash in _slots)
        {
            if (hash != 0)
            {
                Insert(larger, hash);
            }
        }

        _slots = larger;
    }

    private static bool Insert(ulong[] slots, ulong hash)
    {
        // The hash as a fraction of the table: no division, and the table may have any size.
        var slot = (int)Math.BigMul(hash, (ulong)slots.Length, out ulong _);
        while (slots[slot] != 0)
        {
            if (slots[slot] == hash)
            {
                return false;
            }

            slot = slot + 1 == slots.Length ? 0 : slot + 1;
        }

        slots[slot] = hash;
        return true;
    }
}
