using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Nmt.Data.Corpora;

/// <summary>A set of sentence pairs that keeps only a 64-bit hash of each: at most 16 bytes per pair, where <see cref="HashSet{T}"/> takes up to 40.</summary>
/// <remarks>Open addressing with linear probing. While it grows, the old table is in memory with the new one.</remarks>
internal sealed class SeenPairs
{
    // 8 bytes / 0.8 * 1.6 = 16 bytes per hash at most, just after growing.
    private const double MaxLoad = 0.8;
    private const double Growth = 1.6;
    private ulong[] _slots = new ulong[1 << 10];

    /// <summary>Number of distinct pairs.</summary>
    public int Count { get; private set; }

    /// <summary>Adds a pair of lines.</summary>
    /// <returns>False if the set already contains it.</returns>
    public bool Add(string source, string target) =>
        Add(PairHashes.From(MemoryMarshal.AsBytes(source.AsSpan()), MemoryMarshal.AsBytes(target.AsSpan())));

    /// <summary>Adds a pair.</summary>
    /// <returns>False if the set already contains it.</returns>
    public bool Add(PairHashes pair)
    {
        // Zero marks an empty slot.
        ulong hash = pair.Pair == 0 ? 1 : pair.Pair;
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
        ulong[] larger = new ulong[Math.Min((long)(_slots.Length * Growth), Array.MaxLength)];
        foreach (ulong hash in _slots)
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
        int slot = (int)Math.BigMul(hash, (ulong)slots.Length, out ulong _);
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

/// <summary>64-bit hashes by which pairs are compared: of the pair, its source and its target.</summary>
/// <remarks>
/// Eight bytes at a time go through a 64 by 64 bit multiplication whose halves are folded. The probability that two of n
/// different lines have the same hash is about n²/2^65: one in 40 million for a million lines, one in 3,700 for a hundred million.
/// </remarks>
internal readonly record struct PairHashes(ulong Pair, ulong Source, ulong Target)
{
    // Odd constants with as many ones as zeros: the fractional digits of the golden ratio, of pi and of e.
    private const ulong Golden = 0x9E3779B97F4A7C15;
    private const ulong Pi = 0x243F6A8885A308D3;
    private const ulong E = 0xB7E151628AED2A6B;

    /// <summary>The hash of the pair (0), the source (1) or the target (2).</summary>
    public ulong this[int part] => part switch { 0 => Pair, 1 => Source, _ => Target };

    /// <summary>The hashes of two lines.</summary>
    public static PairHashes From(ReadOnlySpan<byte> source, ReadOnlySpan<byte> target)
    {
        var (sourceHash, targetHash) = (HashLine(source), HashLine(target));
        return new PairHashes(HashPair(sourceHash, targetHash), sourceHash, targetHash);
    }

    /// <summary>The hash of a line.</summary>
    public static ulong HashLine(ReadOnlySpan<byte> line)
    {
        ulong hash = Fold((ulong)line.Length ^ Golden, Pi);
        for (; line.Length >= sizeof(ulong); line = line[sizeof(ulong)..])
        {
            hash = Fold(hash ^ BinaryPrimitives.ReadUInt64LittleEndian(line), E);
        }

        Span<byte> last = stackalloc byte[sizeof(ulong)];
        last.Clear();
        line.CopyTo(last);
        return Fold(hash ^ BinaryPrimitives.ReadUInt64LittleEndian(last), Pi);
    }

    /// <summary>The hash of a pair of lines.</summary>
    public static ulong HashPair(ulong source, ulong target) => Fold(source ^ Golden, E) ^ Fold(target ^ E, Golden);

    private static ulong Fold(ulong a, ulong b)
    {
        ulong high = Math.BigMul(a, b, out ulong low);
        return high ^ low;
    }
}
