using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Nmt.Metrics.Significance;

/// <summary>The random draws of sacreBLEU's significance tests: those of <c>numpy.random.default_rng(seed)</c>.</summary>
internal sealed class ResamplingDraws
{
    private const int MaskBits = 32;

    private readonly Pcg64 _generator;
    private uint _mask;
    private int _maskBitsLeft;

    /// <param name="seed">The seed; null for unpredictable draws.</param>
    public ResamplingDraws(ulong? seed) => _generator = new Pcg64(seed);

    /// <summary>Fills a row with numbers below <paramref name="count"/>: <c>choice(count, replace=True)</c>.</summary>
    public void FillIndices(Span<int> row, int count)
    {
        if (count == 1)
        {
            // NumPy draws nothing when there is no choice.
            row.Clear();
            return;
        }

        uint bound = (uint)count;
        for (int i = 0; i < row.Length; i++)
        {
            row[i] = (int)NextBelow(bound);
        }
    }

    /// <summary>Fills a row with coin tosses: <c>integers(2, dtype=bool)</c>.</summary>
    /// <remarks>Each 32-bit draw gives 32 tosses, lowest bit first; the remaining bits serve the next row.</remarks>
    public void FillMask(Span<bool> row)
    {
        for (int i = 0; i < row.Length; i++)
        {
            if (_maskBitsLeft == 0)
            {
                _mask = _generator.NextUInt32();
                _maskBitsLeft = MaskBits;
            }

            row[i] = (_mask & 1) != 0;
            _mask >>= 1;
            _maskBitsLeft--;
        }
    }

    /// <summary>Multiplies and rejects (Lemire 2019), so that no number is more probable than another.</summary>
    private uint NextBelow(uint bound)
    {
        ulong product = (ulong)_generator.NextUInt32() * bound;
        if ((uint)product < bound)
        {
            uint threshold = (uint)-(int)bound % bound;
            while ((uint)product < threshold)
            {
                product = (ulong)_generator.NextUInt32() * bound;
            }
        }

        return (uint)(product >> 32);
    }
}

/// <summary>The generator PCG XSL-RR 128/64 (O'Neill 2014), seeded as <c>numpy.random.PCG64</c>.</summary>
internal sealed class Pcg64
{
    private static readonly UInt128 Multiplier = new(0x2360ED051FC65DA4, 0x4385DF649FCCF645);

    private readonly UInt128 _increment;
    private UInt128 _state;
    private uint _kept;
    private bool _hasKept;

    /// <summary>Starts the sequence of a seed; an unpredictable one for null.</summary>
    public Pcg64(ulong? seed)
    {
        ulong[] words = SeedSequence.Generate(seed);
        _increment = (new UInt128(words[2], words[3]) << 1) | UInt128.One;
        Step();
        _state += new UInt128(words[0], words[1]);
        Step();
    }

    public ulong NextUInt64()
    {
        Step();
        ulong folded = (ulong)(_state >> 64) ^ (ulong)_state;
        return ulong.RotateRight(folded, (int)(_state >> 122));
    }

    /// <summary>The low half of a 64-bit output, and at the next call its high half.</summary>
    public uint NextUInt32()
    {
        if (_hasKept)
        {
            _hasKept = false;
            return _kept;
        }

        ulong output = NextUInt64();
        _kept = (uint)(output >> 32);
        _hasKept = true;
        return (uint)output;
    }

    private void Step() => _state = (_state * Multiplier) + _increment;
}

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
