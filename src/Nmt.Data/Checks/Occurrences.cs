namespace Nmt.Data.Checks;

/// <summary>How often something occurs, and on which lines first.</summary>
/// <param name="maxLines">Line numbers that are kept.</param>
internal sealed class Occurrences(int maxLines)
{
    private readonly List<long> _lines = [];

    /// <summary>How often.</summary>
    public long Count { get; private set; }

    /// <summary>The first line numbers.</summary>
    public IReadOnlyList<long> Lines => _lines;

    /// <summary>Counts one more; lines come in ascending order.</summary>
    public void Add(long line)
    {
        Count++;
        if (_lines.Count < maxLines)
        {
            _lines.Add(line);
        }
    }

    /// <summary>What several lists, of different lines each, say together.</summary>
    public static Occurrences Union(IEnumerable<Occurrences> parts, int maxLines)
    {
        var union = new Occurrences(maxLines);
        foreach (var part in parts)
        {
            union.Count += part.Count;
            union._lines.AddRange(part._lines);
        }

        union._lines.Sort();
        union._lines.RemoveRange(Math.Min(maxLines, union._lines.Count), Math.Max(0, union._lines.Count - maxLines));
        return union;
    }
}
