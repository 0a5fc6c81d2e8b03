namespace Nmt.Metrics;

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
