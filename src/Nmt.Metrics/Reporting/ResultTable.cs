using System.Text;

namespace Nmt.Metrics.Reporting;

/// <summary>
/// A table in sacreBLEU's layouts for several systems, those of Python's tabulate: the first column is right-aligned, the others
/// are centered.
/// </summary>
internal sealed class ResultTable
{
    /// <summary>tabulate adds two spaces to the width of headers, in addition to the one around every cell.</summary>
    private const int HeaderSpaces = 2;

    private readonly IReadOnlyList<string> _headers;
    private readonly IReadOnlyList<IReadOnlyList<string>> _rows;
    private readonly int[] _widths;

    /// <summary>Creates the table and computes its column widths.</summary>
    /// <param name="headers">One per column.</param>
    /// <param name="rows">Cells, their lines separated by line feeds.</param>
    public ResultTable(IReadOnlyList<string> headers, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        (_headers, _rows) = (headers, rows);
        _widths = [.. headers.Select(
            (header, column) => Math.Max(Width(header) + HeaderSpaces, rows.SelectMany(row => row[column].Split('\n')).Max(Width)))];
    }

    /// <summary>A table of box characters, tabulate's <c>fancy_grid</c>; cells may have several lines.</summary>
    public string ToGrid()
    {
        var table = new StringBuilder();
        AppendRule(table, "╒", "╤", "╕", '═');
        AppendGridRow(table, _headers);
        AppendRule(table, "╞", "╪", "╡", '═');
        for (int i = 0; i < _rows.Count; i++)
        {
            if (i > 0)
            {
                AppendRule(table, "├", "┼", "┤", '─');
            }

            AppendGridRow(table, _rows[i]);
        }

        AppendRule(table, "╘", "╧", "╛", '═');
        return table.ToString();
    }

    /// <summary>A LaTeX table, as with sacreBLEU's <c>-f latex</c>, tabulate's <c>latex_booktabs</c>; cells have a single line.</summary>
    public string ToLatex()
    {
        var table = new StringBuilder("\\begin{tabular}{r").Append('c', _headers.Count - 1).Append("}\n\\toprule\n");
        AppendLatexRow(table, _headers);
        table.Append("\\midrule\n");
        foreach (var row in _rows)
        {
            AppendLatexRow(table, row);
        }

        return table.Append("\\bottomrule\n\\end{tabular}\n").ToString();
    }

    private void AppendRule(StringBuilder table, string left, string middle, string right, char line) =>
        table.Append(left).AppendJoin(middle, _widths.Select(width => new string(line, width + 2))).Append(right).Append('\n');

    private void AppendGridRow(StringBuilder table, IReadOnlyList<string> cells)
    {
        string[][] lines = [.. cells.Select(cell => cell.Split('\n'))];
        for (int i = 0; i < lines.Max(cell => cell.Length); i++)
        {
            table.Append("│ ").AppendJoin(" │ ", lines.Select((cell, column) => Align(i < cell.Length ? cell[i] : "", column))).Append(" │\n");
        }
    }

    // As in tabulate, columns are as wide as the text before it is escaped.
    private void AppendLatexRow(StringBuilder table, IReadOnlyList<string> cells) => table
        .Append(' ').AppendJoin(" & ", cells.Select((cell, column) => EscapeLatex(Align(cell, column)))).Append(" \\\\\n");

    private static string EscapeLatex(string text) => string.Concat(text.Select(character => character switch
    {
        '&' or '%' or '$' or '#' or '_' or '{' or '}' => $"\\{character}",
        '^' => "\\^{}",
        '~' => "\\textasciitilde{}",
        '\\' => "\\textbackslash{}",
        '<' or '>' => $"\\ensuremath{{{character}}}",
        _ => character.ToString(),
    }));

    /// <summary>One line of a cell, padded with spaces to the width of its column.</summary>
    private string Align(string text, int column)
    {
        int spaces = _widths[column] - Width(text);
        int left = column == 0 ? spaces : spaces / 2;
        return new string(' ', left) + text + new string(' ', spaces - left);
    }

    private static int Width(string text) => text.EnumerateRunes().Count();
}
