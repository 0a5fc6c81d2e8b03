using System.Text;

namespace Nmt.Cli.Scoring.Output;

/// <summary>
/// A table in the layout that sacreBLEU prints several systems in (the one that Python's tabulate calls fancy_grid): the first
/// column to the right, the others in the middle; cells may have several lines.
/// </summary>
internal static class GridTable
{
    /// <summary>Lays the table out.</summary>
    /// <param name="headers">One a column.</param>
    /// <param name="rows">Cells, their lines separated by line feeds.</param>
    public static string Format(IReadOnlyList<string> headers, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        var columns = new TableColumns(headers, rows);
        var table = new StringBuilder();
        Rule(table, columns, "╒", "╤", "╕", '═');
        Row(table, columns, headers);
        Rule(table, columns, "╞", "╪", "╡", '═');
        for (int i = 0; i < rows.Count; i++)
        {
            if (i > 0)
            {
                Rule(table, columns, "├", "┼", "┤", '─');
            }

            Row(table, columns, rows[i]);
        }

        Rule(table, columns, "╘", "╧", "╛", '═');
        return table.ToString();
    }

    private static void Rule(StringBuilder table, TableColumns columns, string left, string middle, string right, char line) =>
        table.Append(left).AppendJoin(middle, columns.Widths.Select(width => new string(line, width + 2))).Append(right).Append('\n');

    private static void Row(StringBuilder table, TableColumns columns, IReadOnlyList<string> cells)
    {
        string[][] lines = [.. cells.Select(cell => cell.Split('\n'))];
        for (int i = 0; i < lines.Max(cell => cell.Length); i++)
        {
            table.Append("│ ").AppendJoin(" │ ", lines.Select((cell, column) =>
                columns.Align(i < cell.Length ? cell[i] : "", column))).Append(" │\n");
        }
    }
}
