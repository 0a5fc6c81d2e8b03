namespace Nmt.Cli.Scoring.Output;

/// <summary>How wide the columns of a table are, as Python's tabulate lays them out: the first to the right, the others in the middle.</summary>
internal sealed class TableColumns
{
    /// <summary>tabulate leaves two blanks around headers besides the one around every cell.</summary>
    private const int HeaderBlanks = 2;

    private readonly int[] _widths;

    /// <summary>Measures a table.</summary>
    /// <param name="headers">One a column.</param>
    /// <param name="rows">Cells, their lines separated by line feeds.</param>
    public TableColumns(IReadOnlyList<string> headers, IReadOnlyList<IReadOnlyList<string>> rows) => _widths = [.. headers.Select(
        (header, column) => Math.Max(Width(header) + HeaderBlanks, rows.SelectMany(row => row[column].Split('\n')).Max(Width)))];

    /// <summary>Characters in each column.</summary>
    public IReadOnlyList<int> Widths => _widths;

    /// <summary>One line of a cell with blanks around it, as wide as its column.</summary>
    public string Align(string text, int column)
    {
        int blanks = _widths[column] - Width(text);
        int left = column == 0 ? blanks : blanks / 2;
        return new string(' ', left) + text + new string(' ', blanks - left);
    }

    private static int Width(string text) => text.EnumerateRunes().Count();
}
