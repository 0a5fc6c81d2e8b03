namespace Nmt.Data.Corpora;

/// <summary>Numbers of lines, a bit for each.</summary>
internal sealed class LineSet
{
    private ulong[] _bits = [];

    /// <summary>How many lines there are in it.</summary>
    public int Count { get; private set; }

    /// <summary>Whether a line is in it.</summary>
    public bool Contains(int line) => line >> 6 < _bits.Length && ((_bits[line >> 6] >> (line & 63)) & 1) != 0;

    /// <summary>Adds a line that is not in it.</summary>
    public void Add(int line)
    {
        var word = line >> 6;
        if (word >= _bits.Length)
        {
            Array.Resize(ref _bits, Math.Max(word + 1, 2 * _bits.Length));
        }

        _bits[word] |= 1UL << (line & 63);
        Count++;
    }
}
