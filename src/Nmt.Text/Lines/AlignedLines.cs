using System.Collections;

namespace Nmt.Text.Lines;

/// <summary>Two files: line n of the source belongs to line n of the target. Either may be gzip (<c>.gz</c>).</summary>
public sealed record ParallelFiles
{
    /// <summary>Source text, one sentence per line.</summary>
    public required string Source { get; init; }

    /// <summary>Target text, one sentence per line.</summary>
    public required string Target { get; init; }

    /// <summary>Word alignments of the two, as Pharaoh's links on each line; none by default.</summary>
    public string? Alignments { get; init; }
}

/// <summary>Reads several texts in step: line n of each belongs together.</summary>
public static class AlignedLines
{
    /// <summary>The lines of all texts, a row for each line number; to be enumerated once.</summary>
    /// <param name="texts">The texts.</param>
    /// <param name="unequal">Creates the error where some have ended and others have not.</param>
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

    /// <summary>The pairs of lines of two files, numbered from 1.</summary>
    /// <exception cref="DataException">When one file has more lines, naming both counts, or a file is bad.</exception>
    public static IEnumerable<(string Source, string Target, int LineNumber)> Read(ParallelFiles files) =>
        Read([TextFile.ReadLines(files.Source), TextFile.ReadLines(files.Target)], sides => Unequal(files, sides.CountAll(0), sides.CountAll(1)))
            .Select((row, index) => (row[0], row[1], index + 1));

    /// <summary>Number of pairs of two files, which are not converted to text.</summary>
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

    /// <summary>Moves every text to its next line.</summary>
    /// <returns>The lines; null when no text has one.</returns>
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

/// <summary>Texts that were read in step until the shortest ended.</summary>
public sealed class UnequalLengths
{
    private readonly IReadOnlyList<IEnumerator> _lines;
    private readonly bool[] _hasMore;

    internal UnequalLengths(long common, IReadOnlyList<IEnumerator> lines, bool[] hasMore) => (Common, _lines, _hasMore) = (common, lines, hasMore);

    /// <summary>Lines that every text has: all lines of those that have ended.</summary>
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
