using Nmt.Text.Subwords;

namespace Nmt.Data.Checks;

/// <summary>How often something occurs, and the first lines where it does.</summary>
/// <param name="maxLines">Maximum number of line numbers to keep.</param>
internal sealed class Occurrences(int maxLines)
{
    private readonly List<long> _lines = [];

    /// <summary>Number of occurrences.</summary>
    public long Count { get; private set; }

    /// <summary>The first line numbers.</summary>
    public IReadOnlyList<long> Lines => _lines;

    /// <summary>Counts one occurrence; lines must be in ascending order.</summary>
    public void Add(long line)
    {
        Count++;
        if (_lines.Count < maxLines)
        {
            _lines.Add(line);
        }
    }

    /// <summary>The union of several disjoint lists.</summary>
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

/// <summary>Counts findings of one file.</summary>
/// <param name="maxLines">Maximum number of line numbers per finding.</param>
internal sealed class FindingTally(int maxLines)
{
    private readonly Dictionary<FindingKind, Occurrences> _byKind = [];

    /// <summary>The findings counted.</summary>
    public IEnumerable<KeyValuePair<FindingKind, Occurrences>> ByKind => _byKind;

    /// <summary>Counts a line.</summary>
    public void Add(FindingKind kind, long line)
    {
        if (!_byKind.TryGetValue(kind, out var occurrences))
        {
            _byKind.Add(kind, occurrences = new Occurrences(maxLines));
        }

        occurrences.Add(line);
    }
}

/// <summary>How the lines of a file end.</summary>
/// <param name="maxLines">Maximum number of line numbers to keep.</param>
internal sealed class LineEndings(int maxLines)
{
    private readonly Occurrences _lf = new(maxLines);
    private readonly Occurrences _crLf = new(maxLines);
    private long _lineWithoutEnd;

    /// <summary>Counts a line.</summary>
    /// <param name="line">Its number.</param>
    /// <param name="hasLineFeed">Whether it ends in a line feed.</param>
    /// <param name="hasCarriageReturn">Whether a carriage return precedes its end.</param>
    public void Add(long line, bool hasLineFeed, bool hasCarriageReturn)
    {
        if (!hasLineFeed)
        {
            _lineWithoutEnd = line;
        }
        else if (hasCarriageReturn)
        {
            _crLf.Add(line);
        }
        else
        {
            _lf.Add(line);
        }
    }

    /// <summary>What is wrong with them.</summary>
    public IEnumerable<(FindingKind Kind, Occurrences Lines)> Findings()
    {
        if (_lf.Count > 0 && _crLf.Count > 0)
        {
            yield return (FindingKinds.MixedLineEnds, _lf.Count < _crLf.Count ? _lf : _crLf);
        }
        else if (_crLf.Count > 0)
        {
            yield return (FindingKinds.CrLfLineEnds, _crLf);
        }

        if (_lineWithoutEnd > 0)
        {
            var last = new Occurrences(1);
            last.Add(_lineWithoutEnd);
            yield return (FindingKinds.NoFinalLineEnd, last);
        }
    }
}

/// <summary>The lines of a file by the script of most of their letters; lines without letters are not counted.</summary>
/// <param name="maxLines">Maximum number of line numbers to keep per script.</param>
internal sealed class ScriptLines(int maxLines)
{
    private readonly Dictionary<Script, Occurrences> _byScript = [];

    /// <summary>Lines by script, the most frequent first.</summary>
    public IReadOnlyList<KeyValuePair<Script, Occurrences>> ByFrequency =>
        [.. _byScript.OrderByDescending(entry => entry.Value.Count).ThenBy(entry => entry.Key)];

    /// <summary>Number of lines with letters.</summary>
    public long Count => _byScript.Values.Sum(lines => lines.Count);

    /// <summary>Counts a line.</summary>
    public void Add(Script script, long line)
    {
        if (script == Script.Common)
        {
            return;
        }

        if (!_byScript.TryGetValue(script, out var lines))
        {
            _byScript.Add(script, lines = new Occurrences(maxLines));
        }

        lines.Add(line);
    }

    /// <summary>The script of most lines of several files; null if none has letters.</summary>
    public static Script? MainOf(IEnumerable<ScriptLines> files) => files
        .SelectMany(file => file._byScript)
        .GroupBy(entry => entry.Key, entry => entry.Value.Count)
        .OrderByDescending(script => script.Sum()).ThenBy(script => script.Key)
        .Select(script => (Script?)script.Key)
        .FirstOrDefault();
}
