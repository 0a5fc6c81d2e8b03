using System.Text;

namespace Nmt.Cli.Scoring.Output;

/// <summary>
/// A table in the layout that sacreBLEU prints several systems in (the one that Python's tabulate calls fancy_grid): the first
/// column to the right, the others in the middle; cells may have several lines.
/// </summary>
internal static class GridTable
{
    /// <summary>tabulate leaves two blanks around headers besides the one around every cell.</summary>
    private const int HeaderBlanks = 2;

    /// <summary>Lays the table out.</summary>
    /// <param name="headers">One a column.</param>
    /// <param name="rows">Cells, their lines separated by line feeds.</param>
    public static string Format(IReadOnlyList<string> headers, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        int[] widths = [.. headers.Select((header, column) => Math.Max(
            Width(header) + HeaderBlanks, rows.SelectMany(row => row[column].Split('\n')).Max(Width)))];
        var table = new StringBuilder();
        Rule(table, widths, "╒", "╤", "╕", '═');
        Row(table, widths, headers);
        Rule(table, widths, "╞", "╪", "╡", '═');
        for (int i = 0; i < rows.Count; i++)
        {
            if (i > 0)
            {
                Rule(table, widths, "├", "┼", "┤", '─');
            }

            Row(table, widths, rows[i]);
        }

        Rule(table, widths, "╘", "╧", "╛", '═');
        return table.ToString();
    }

    private static void Rule(StringBuilder table, int[] widths, string left, string middle, string right, char line) =>
        table.Append(left).AppendJoin(middle, widths.Select(width => new string(line, width + 2))).Append(right).Append('\n');

    private static void Row(StringBuilder table, int[] widths, IReadOnlyList<string> cells)
    {
        string[][] lines = [.. cells.Select(cell => cell.Split('\n'))];
        for (int i = 0; i < lines.Max(cell => cell.Length); i++)
        {
            table.Append("│ ").AppendJoin(" │ ", lines.Select((cell, column) =>
                Aligned(i < cell.Length ? cell[i] : "", widths[column], isRight: column == 0))).Append(" │\n");
        }
    }

    private static string Aligned(string text, int width, bool isRight)
    {
        int blanks = width - Width(text);
        int left = isRight ? blanks : blanks / 2;
        return new string(' ', left) + text + new string(' ', blanks - left);
    }

    private static int Width(string text) => text.EnumerateRunes().Count();
}
