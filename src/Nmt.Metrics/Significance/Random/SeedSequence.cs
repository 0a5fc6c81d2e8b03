using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Nmt.Metrics;

/// <summary>Spreads a seed over the state of a generator as NumPy's <c>SeedSequence</c> does (after O'Neill's <c>seed_seq_fe</c>).</summary>
internal static class SeedSequence
{
    // The constants are NumPy's.
    private const int PoolSize = 4;
    private const uint EntropyHash = 0x43B0D7E5;
    private const uint EntropyMultiplier = 0x931E8875;
    private const uint StateHash = 0x8B51F9DD;
    private const uint StateMultiplier = 0x58F38DED;
    private const uint LeftMultiplier = 0xCA01F9DD;
    private const uint RightMultiplier = 0x4973F715;

    /// <summary>Four numbers that depend on all bits of the seed; unpredictable ones for null.</summary>
    public static ulong[] Generate(ulong? seed)
    {
        // A seed of up to 64 bits is at most two words; unset words count as 0.
        Span<uint> entropy = stackalloc uint[PoolSize];
        entropy.Clear();
        if (seed is { } value)
        {
            (entropy[0], entropy[1]) = ((uint)value, (uint)(value >> 32));
        }
        else
        {
            RandomNumberGenerator.Fill(MemoryMarshal.AsBytes(entropy));
        }

        Mix(entropy);
        return Extract(entropy);
    }

    private static void Mix(Span<uint> pool)
    {
        uint hash = EntropyHash;
        for (int i = 0; i < PoolSize; i++)
        {
            pool[i] = Hash(pool[i], ref hash, EntropyMultiplier);
        }

        for (int from = 0; from < PoolSize; from++)
        {
            for (int to = 0; to < PoolSize; to++)
            {
                if (from != to)
                {
                    uint mixed = (LeftMultiplier * pool[to]) - (RightMultiplier * Hash(pool[from], ref hash, EntropyMultiplier));
                    pool[to] = mixed ^ (mixed >> 16);
                }
            }
        }
    }

    private static ulong[] Extract(ReadOnlySpan<uint> pool)
    {
        ulong[] state = new ulong[PoolSize];
        uint hash = StateHash;
        for (int i = 0; i < 2 * PoolSize; i++)
        {
            ulong word = Hash(pool[i % PoolSize], ref hash, StateMultiplier);
            state[i / 2] |= word << (32 * (i % 2));
        }

        return state;
    }

    private static uint Hash(uint value, ref uint hash, uint multiplier)
    {
        value ^= hash;
        hash *= multiplier;
        value *= hash;
        return value ^ (value >> 16);
    }
}
