using System.Collections;

namespace Nmt.Text.Lines;

/// <summary>Two parallel files: line n of the source corresponds to line n of the target. Either may be gzip (<c>.gz</c>).</summary>
public sealed record ParallelFiles
{
    /// <summary>Source text, one sentence per line.</summary>
    public required string Source { get; init; }

    /// <summary>Target text, one sentence per line.</summary>
    public required string Target { get; init; }

    /// <summary>Word alignments in Pharaoh format, one line per pair; null by default.</summary>
    public string? Alignments { get; init; }
}

/// <summary>Reads several texts in parallel: line n of one corresponds to line n of the others.</summary>
public static class AlignedLines
{
    /// <summary>The lines of all texts, one row per line number; enumerate them only once.</summary>
    /// <param name="texts">The texts.</param>
    /// <param name="unequal">Creates the exception if some texts end before others.</param>
    /// <exception cref="DataException">When the texts differ in length.</exception>
    public static IEnumerable<T[]> Read<T>(IReadOnlyList<IEnumerable<T>> texts, Func<UnequalLengths, DataException> unequal)
    {
        var lines = new List<IEnumerator<T>>(texts.Count);
        try
        {
            foreach (var text in texts)
            {
                lines.Add(text.GetEnumerator());
            }

            bool[] hasLine = new bool[lines.Count];
            for (long common = 0; Advance(lines, hasLine) is { } row; common++)
            {
                yield return Array.TrueForAll(hasLine, has => has) ? row : throw unequal(new UnequalLengths(common, lines, hasLine));
            }
        }
        finally
        {
            lines.ForEach(text => text.Dispose());
        }
    }

    /// <summary>The pairs of lines in two files, numbered from 1.</summary>
    /// <exception cref="DataException">When one file has more lines (the message has both counts), or a file cannot be read.</exception>
    public static IEnumerable<(string Source, string Target, int LineNumber)> Read(ParallelFiles files) =>
        Read([TextFile.ReadLines(files.Source), TextFile.ReadLines(files.Target)], sides => Unequal(files, sides.CountAll(0), sides.CountAll(1)))
            .Select((row, index) => (row[0], row[1], index + 1));

    /// <summary>Number of pairs in two files; the lines are not decoded.</summary>
    /// <param name="files">The files.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <exception cref="DataException">As for <see cref="Read(ParallelFiles)"/>.</exception>
    public static int Count(ParallelFiles files, CancellationToken cancellation = default)
    {
        int source = TextFile.CountLines(files.Source, cancellation);
        int target = TextFile.CountLines(files.Target, cancellation);
        return source == target ? source : throw Unequal(files, source, target);
    }

    private static DataException Unequal(ParallelFiles files, long source, long target) => new(
        $"the two sides differ in length: {files.Source} has {source} lines, {files.Target} has {target}");

    /// <summary>Advances every text to its next line.</summary>
    /// <returns>The lines; null if no text has another.</returns>
    private static T[]? Advance<T>(List<IEnumerator<T>> lines, bool[] hasLine)
    {
        var row = new T[hasLine.Length];
        bool any = false;
        for (int i = 0; i < row.Length; i++)
        {
            if (hasLine[i] = lines[i].MoveNext())
            {
                row[i] = lines[i].Current;
                any = true;
            }
        }

        return any ? row : null;
    }
}

/// <summary>Texts that were read in parallel until the shortest ended.</summary>
public sealed class UnequalLengths
{
    private readonly IReadOnlyList<IEnumerator> _lines;
    private readonly bool[] _hasMore;

    internal UnequalLengths(long common, IReadOnlyList<IEnumerator> lines, bool[] hasMore) => (Common, _lines, _hasMore) = (common, lines, hasMore);

    /// <summary>Number of lines that all texts have: the length of the shortest.</summary>
    public long Common { get; }

    /// <summary>Whether a text has more lines.</summary>
    /// <param name="text">Its index.</param>
    public bool HasMore(int text) => _hasMore[text];

    /// <summary>Reads a text to its end, once, and counts its lines.</summary>
    /// <param name="text">Its index.</param>
    public long CountAll(int text)
    {
        long count = Common;
        for (bool has = _hasMore[text]; has; has = _lines[text].MoveNext())
        {
            count++;
        }

        return count;
    }
}
