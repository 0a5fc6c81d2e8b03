using System.Text;

namespace Nmt.Cli.Scoring.Output;

/// <summary>A table for a paper, as sacreBLEU prints several systems in with <c>-f latex</c> (Python's tabulate calls it latex_booktabs).</summary>
internal static class LatexTable
{
    /// <summary>Lays the table out.</summary>
    /// <param name="headers">One a column.</param>
    /// <param name="rows">Cells of one line.</param>
    public static string Format(IReadOnlyList<string> headers, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        var columns = new TableColumns(headers, rows);
        var table = new StringBuilder("\\begin{tabular}{r").Append('c', headers.Count - 1).Append("}\n\\toprule\n");
        Row(table, columns, headers);
        table.Append("\\midrule\n");
        foreach (var row in rows)
        {
            Row(table, columns, row);
        }

        return table.Append("\\bottomrule\n\\end{tabular}\n").ToString();
    }

    // As in tabulate, columns are as wide as the text before it is escaped.
    private static void Row(StringBuilder table, TableColumns columns, IReadOnlyList<string> cells) => table
        .Append(' ').AppendJoin(" & ", cells.Select((cell, column) => Escaped(columns.Align(cell, column)))).Append(" \\\\\n");

    private static string Escaped(string text) => string.Concat(text.Select(character => character switch
    {
        '&' or '%' or '$' or '#' or '_' or '{' or '}' => $"\\{character}",
        '^' => "\\^{}",
        '~' => "\\textasciitilde{}",
        '\\' => "\\textbackslash{}",
        '<' or '>' => $"\\ensuremath{{{character}}}",
        _ => character.ToString(),
    }));
}
