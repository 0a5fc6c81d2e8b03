using System.Text;
using Nmt.Metrics.Text;
using Nmt.Text;
using Nmt.Text.Lines;

namespace Nmt.Cli.Verbs.Bleu;

/// <summary>Lines of one or several columns: a file of one translation, or several that tabs separate.</summary>
/// <remarks>As in sacreBLEU, a byte order mark counts as text, and white space at the end of a line does not.</remarks>
/// <param name="Name">Its name in messages.</param>
/// <param name="Width">Columns.</param>
/// <param name="Rows">The lines, read once; every row has as many entries as there are columns.</param>
internal sealed record ColumnSource(string Name, int Width, IEnumerable<string[]> Rows)
{
    public const string StandardInput = "standard input";

    /// <summary>A file of one column.</summary>
    /// <param name="path">The file.</param>
    /// <param name="encoding">Its encoding; null for UTF-8.</param>
    public static ColumnSource FromFile(string path, Encoding? encoding = null) =>
        new(path, 1, TextFile.ReadLines(path, WithMark(encoding)).Select(line => new[] { PythonWhitespace.TrimEnd(line) }));

    /// <summary>A file whose columns are separated by tabs; the last one may hold more of them.</summary>
    public static ColumnSource FromFile(string path, int width, Encoding? encoding) => width == 1
        ? FromFile(path, encoding)
        : new(path, width, TextFile.ReadLines(path, WithMark(encoding)).Select((line, i) => Split(line, width, path, i + 1)));

    /// <summary>Standard input: as many systems as its first line has columns.</summary>
    public static ColumnSource FromStandardInput(Stream stream, Encoding? encoding)
    {
        var lines = TextFile.ReadLines(stream, StandardInput, WithMark(encoding)).GetEnumerator();
        string? first = lines.MoveNext() ? lines.Current : null;
        int width = first is null ? 1 : PythonWhitespace.TrimEnd(first).Split('\t').Length;
        return new ColumnSource(StandardInput, width, Numbered(first, lines, width));
    }

    /// <summary>Columns of all the sources.</summary>
    public static int TotalWidth(IReadOnlyList<ColumnSource> sources)
    {
        int width = 0;
        foreach (var source in sources)
        {
            width += source.Width;
        }

        return width;
    }

    /// <summary>The lines of several sources, which must be equally long, with their columns concatenated.</summary>
    /// <exception cref="DataException">When the sources differ in length; the message has all counts.</exception>
    public static IEnumerable<string[]> ReadInStep(IReadOnlyList<ColumnSource> sources)
    {
        int width = TotalWidth(sources);
        foreach (string[][] columns in AlignedLines.Read([.. sources.Select(source => source.Rows)], lengths => Unequal(sources, lengths)))
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

    private static DataException Unequal(IReadOnlyList<ColumnSource> sources, UnequalLengths lengths)
    {
        var counts = sources.Select((source, i) => $"{source.Name}{(i == 0 ? " has" : "")} {lengths.CountAll(i)}{(i == 0 ? " lines" : "")}");
        return new DataException($"the files differ in length: {string.Join(", ", counts)}; expected the same everywhere");
    }

    /// <summary>The mark of an encoding other than UTF-8 is not part of its text.</summary>
    private static LineOptions WithMark(Encoding? encoding) => new() { Encoding = encoding, KeepsByteOrderMark = encoding is null };

    private static IEnumerable<string[]> Numbered(string? first, IEnumerator<string> rest, int width)
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
                $"{StandardInput}:{number}: {Columns(line.Split('\t').Length)}, the first line has {width}; tabs separate the systems");
    }

    private static string[] Split(string line, int width, string path, int number)
    {
        string[] columns = line.Split('\t', width);
        return columns.Length == width
            ? Array.ConvertAll(columns, PythonWhitespace.TrimEnd)
            : throw new DataException($"{path}:{number}: {Columns(columns.Length)}; --num-refs expects {width}, separated by tabs");
    }

    private static string Columns(int count) => count == 1 ? "1 column" : $"{count} columns";
}
