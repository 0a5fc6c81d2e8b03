namespace Nmt.Metrics;

/// <summary>The random draws of sacreBLEU's significance tests: those of <c>numpy.random.default_rng(seed)</c>.</summary>
internal sealed class ResamplingDraws
{
    private const int MaskBits = 32;

    private readonly Pcg64 _generator;
    private uint _mask;
    private int _maskBitsLeft;

    /// <param name="seed">The seed; null for draws that cannot be foretold.</param>
    public ResamplingDraws(ulong? seed) => _generator = new Pcg64(seed);

    /// <summary>Fills a row with numbers below <paramref name="count"/>: <c>choice(count, replace=True)</c>.</summary>
    public void FillIndices(Span<int> row, int count)
    {
        if (count == 1)
        {
            // NumPy draws nothing where there is no choice.
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
    /// <remarks>Each 32-bit draw gives 32 tosses, lowest bit first; what is left of it serves the next row.</remarks>
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
