using System.Text;
using Nmt.Metrics.Text;
using Nmt.Text;
using Nmt.Text.Lines;

namespace Nmt.Cli.Verbs.Bleu;

/// <summary>Lines of one or more columns: one translation per line, or several separated by tabs.</summary>
/// <remarks>As in sacreBLEU, a byte order mark counts as text, and trailing white space does not.</remarks>
/// <param name="Name">The name shown in messages.</param>
/// <param name="Width">The number of columns.</param>
/// <param name="Rows">The lines, to be enumerated once; every row has one entry per column.</param>
internal sealed record ColumnSource(string Name, int Width, IEnumerable<string[]> Rows)
{
    public const string StandardInput = "standard input";

    /// <summary>Creates a source from a file with one column.</summary>
    /// <param name="path">The file.</param>
    /// <param name="encoding">Its encoding; null for UTF-8.</param>
    public static ColumnSource FromFile(string path, Encoding? encoding = null) =>
        new(path, 1, TextFile.ReadLines(path, CreateLineOptions(encoding)).Select(line => new[] { PythonWhitespace.TrimEnd(line) }));

    /// <summary>Creates a source from a file of tab-separated columns; the last column may contain further tabs.</summary>
    public static ColumnSource FromFile(string path, int width, Encoding? encoding) => width == 1
        ? FromFile(path, encoding)
        : new(path, width, TextFile.ReadLines(path, CreateLineOptions(encoding)).Select((line, i) => Split(line, width, path, i + 1)));

    /// <summary>Creates a source from standard input, with one system per column of its first line.</summary>
    public static ColumnSource FromStandardInput(Stream stream, Encoding? encoding)
    {
        var lines = TextFile.ReadLines(stream, StandardInput, CreateLineOptions(encoding)).GetEnumerator();
        string? first = lines.MoveNext() ? lines.Current : null;
        int width = first is null ? 1 : PythonWhitespace.TrimEnd(first).Split('\t').Length;
        return new ColumnSource(StandardInput, width, ReadSystems(first, lines, width));
    }

    /// <summary>The total number of columns of the sources.</summary>
    public static int TotalWidth(IReadOnlyList<ColumnSource> sources)
    {
        int width = 0;
        foreach (var source in sources)
        {
            width += source.Width;
        }

        return width;
    }

    /// <summary>Reads sources of equal length line by line and concatenates their columns.</summary>
    /// <exception cref="DataException">When the sources differ in length; the message lists all line counts.</exception>
    public static IEnumerable<string[]> ReadInStep(IReadOnlyList<ColumnSource> sources)
    {
        int width = TotalWidth(sources);
        foreach (string[][] columns in AlignedLines.Read([.. sources.Select(source => source.Rows)], lengths => CreateLengthError(sources, lengths)))
        {
            string[] row = new string[width];
            int column = 0;
            foreach (string[] side in columns)
            {
                side.CopyTo(row, column);
                column += side.Length;
            }

            yield return row;
        }
    }

    private static DataException CreateLengthError(IReadOnlyList<ColumnSource> sources, UnequalLengths lengths)
    {
        var counts = sources.Select((source, i) => $"{source.Name}{(i == 0 ? " has" : "")} {lengths.CountAll(i)}{(i == 0 ? " lines" : "")}");
        return new DataException($"the files differ in length: {string.Join(", ", counts)}; all must have the same number of lines");
    }

    /// <summary>A byte order mark counts as text only in UTF-8.</summary>
    private static LineOptions CreateLineOptions(Encoding? encoding) => new() { Encoding = encoding, KeepsByteOrderMark = encoding is null };

    private static IEnumerable<string[]> ReadSystems(string? first, IEnumerator<string> rest, int width)
    {
        using (rest)
        {
            int number = 1;
            for (string? line = first; line is not null; line = rest.MoveNext() ? rest.Current : null)
            {
                yield return SplitSystems(line, width, number);
                number++;
            }
        }
    }

    private static string[] SplitSystems(string line, int width, int number)
    {
        string[] columns = width == 1 ? [line] : line.Split('\t');
        return columns.Length == width && !(width == 1 && PythonWhitespace.TrimEnd(line).Contains('\t', StringComparison.Ordinal))
            ? Array.ConvertAll(columns, PythonWhitespace.TrimEnd)
            : throw new DataException(
                $"{StandardInput}:{number}: expected {Columns(width)}, one per system, as on the first line; got {line.Split('\t').Length}");
    }

    private static string[] Split(string line, int width, string path, int number)
    {
        string[] columns = line.Split('\t', width);
        return columns.Length == width
            ? Array.ConvertAll(columns, PythonWhitespace.TrimEnd)
            : throw new DataException($"{path}:{number}: expected {width} tab-separated columns (--num-refs); got {columns.Length}");
    }

    private static string Columns(int count) => count == 1 ? "1 column" : $"{count} columns";
}
