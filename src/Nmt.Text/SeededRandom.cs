namespace Nmt.Text;

/// <summary>
/// xoshiro256** 1.0 by D. Blackman and S. Vigna (2018), its state filled by SplitMix64 (S. Vigna 2015). It replaces
/// <see cref="Random"/>, whose sequence may change with the runtime: a resumed run must shuffle as the first one did.
/// </summary>
public sealed class SeededRandom
{
    private readonly ulong[] _state = new ulong[4];

    /// <summary>Creates a generator; equal arguments give equal sequences.</summary>
    /// <param name="seed">Seed of the run.</param>
    /// <param name="stream">Distinguishes the sequences of a run, for example by epoch.</param>
    public SeededRandom(int seed, int stream = 0)
    {
        // Two halves of 64 bits: no two pairs (seed, stream) share a state.
        ulong x = ((ulong)(uint)seed << 32) | (uint)stream;
        for (int i = 0; i < _state.Length; i++)
        {
            _state[i] = SplitMix64(ref x);
        }
    }

    /// <summary>Creates a generator for one item of a stream, for example a pair of an epoch.</summary>
    /// <param name="seed">Seed of the run.</param>
    /// <param name="stream">Distinguishes the sequences of a run.</param>
    /// <param name="item">Distinguishes the sequences of a stream.</param>
    public SeededRandom(int seed, int stream, long item)
    {
        // Seed and stream are scrambled before the item is mixed in, so that small numbers do not collide.
        ulong x = ((ulong)(uint)seed << 32) | (uint)stream;
        x = SplitMix64(ref x) ^ (ulong)item;
        for (int i = 0; i < _state.Length; i++)
        {
            _state[i] = SplitMix64(ref x);
        }
    }

    /// <summary>Creates a generator with a given state, which must not be all zeros.</summary>
    internal SeededRandom(ulong s0, ulong s1, ulong s2, ulong s3) => _state = [s0, s1, s2, s3];

    /// <summary>The next 64 random bits.</summary>
    public ulong NextUInt64()
    {
        ulong[] s = _state;
        ulong result = ulong.RotateLeft(s[1] * 5, 7) * 9;
        ulong t = s[1] << 17;
        s[2] ^= s[0];
        s[3] ^= s[1];
        s[1] ^= s[2];
        s[0] ^= s[3];
        s[2] ^= t;
        s[3] = ulong.RotateLeft(s[3], 45);
        return result;
    }

    /// <summary>A uniformly distributed integer from 0 up to, but not including, <paramref name="limit"/>.</summary>
    public int NextInt(int limit)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        ulong n = (ulong)limit;
        ulong unbiased = ulong.MaxValue - (ulong.MaxValue % n);
        ulong bits;
        do
        {
            bits = NextUInt64();
        }
        while (bits >= unbiased);
        return (int)(bits % n);
    }

    /// <summary>A uniformly distributed number in [0, 1), with the 53 bits that fit into a double.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Puts items in random order (Fisher and Yates).</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (int i = items.Length - 1; i > 0; i--)
        {
            int j = NextInt(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    /// <summary>The generator that expands a seed into a state.</summary>
    internal static ulong SplitMix64(ref ulong x)
    {
        x += 0x9E3779B97F4A7C15;
        ulong z = x;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
