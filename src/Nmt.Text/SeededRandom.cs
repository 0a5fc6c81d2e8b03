namespace Nmt.Text;

/// <summary>
/// xoshiro256** 1.0 by D. Blackman and S. Vigna (2018), its state filled by SplitMix64 (S. Vigna 2015). Ours, because the
/// sequence of <see cref="Random"/> may change with the runtime, and a resumed run must shuffle as the first one did.
/// </summary>
public sealed class SeededRandom
{
    private readonly ulong[] _state = new ulong[4];

    /// <summary>Creates a generator; equal arguments give equal sequences.</summary>
    /// <param name="seed">Seed of the run.</param>
    /// <param name="stream">Tells apart sequences of one run, for example the number of an epoch.</param>
    public SeededRandom(int seed, int stream = 0)
    {
        // Two halves of 64 bits: no two (seed, stream) share a state.
        ulong x = ((ulong)(uint)seed << 32) | (uint)stream;
        for (int i = 0; i < _state.Length; i++)
        {
            _state[i] = SplitMix64(ref x);
        }
    }

    /// <summary>Creates a generator for one of many things in a stream, for example a pair of an epoch.</summary>
    /// <param name="seed">Seed of the run.</param>
    /// <param name="stream">Tells apart sequences of one run.</param>
    /// <param name="item">Tells apart sequences of one stream.</param>
    public SeededRandom(int seed, int stream, long item)
    {
        // The first two are scrambled before the third is put in, so that no sum of small numbers meets another one.
        ulong x = ((ulong)(uint)seed << 32) | (uint)stream;
        x = SplitMix64(ref x) ^ (ulong)item;
        for (int i = 0; i < _state.Length; i++)
        {
            _state[i] = SplitMix64(ref x);
        }
    }

    /// <summary>Creates a generator in a given state, of which not all may be 0.</summary>
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

    /// <summary>An integer from 0 to below <paramref name="limit"/>, each equally likely.</summary>
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

    /// <summary>A number from 0 to below 1: the 53 bits that a double has room for.</summary>
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

    /// <summary>The generator that spreads a seed over a state.</summary>
    internal static ulong SplitMix64(ref ulong x)
    {
        x += 0x9E3779B97F4A7C15;
        ulong z = x;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
