using System.Globalization;
using Spectre.Console;

namespace Nmt.Cli.Output;

/// <summary>A table of results.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Columns">Its columns.</param>
/// <param name="Rows">Its rows, one text per column.</param>
internal sealed record TextTable(string Title, IReadOnlyList<TextColumn> Columns, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    /// <summary>What a reader must know about the numbers, one sentence per line.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}

/// <summary>A column of a table.</summary>
/// <param name="Name">Its heading.</param>
/// <param name="IsNumber">Whether it contains numbers, which are right-aligned.</param>
internal sealed record TextColumn(string Name, bool IsNumber = true);

/// <summary>
/// Writes tables for humans. On a terminal they have borders and fit its width; elsewhere they are plain, with one line per row and
/// fixed columns.
/// </summary>
/// <param name="output">The output.</param>
/// <param name="isTerminal">Whether it is a terminal.</param>
internal sealed class TextTableWriter(TextWriter output, bool isTerminal)
{
    // Wide enough for any cell: without a terminal nothing may be wrapped.
    private const int UnlimitedWidth = 100_000;

    /// <summary>Writes tables with an empty line between them.</summary>
    public void Write(IEnumerable<TextTable> tables)
    {
        foreach (var (index, table) in tables.Index())
        {
            if (index > 0)
            {
                output.Write('\n');
            }

            Write(table);
        }
    }

    private void Write(TextTable table)
    {
        output.Write($"{table.Title}\n");
        Render(Create(table));
        foreach (string note in table.Notes)
        {
            output.Write($"{note}\n");
        }
    }

    private Table Create(TextTable table)
    {
        var drawn = new Table { Border = isTerminal ? TableBorder.Rounded : TableBorder.None, ShowHeaders = true };
        foreach (var column in table.Columns)
        {
            drawn.AddColumn(new TableColumn(new Spectre.Console.Text(Printable(column.Name)))
            {
                NoWrap = !isTerminal, Alignment = column.IsNumber ? Justify.Right : Justify.Left,
            });
        }

        foreach (var row in table.Rows)
        {
            drawn.AddRow([.. row.Select(cell => new Spectre.Console.Text(Printable(cell)))]);
        }

        return drawn;
    }

    /// <summary>Writes a table that is already drawn: as it is on a terminal, else as plain lines of any width.</summary>
    public void Render(Table table)
    {
        if (isTerminal)
        {
            AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) }).Write(table);
            return;
        }

        using var plain = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(plain), Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Interactive = InteractionSupport.No,
        });
        console.Profile.Width = UnlimitedWidth;
        console.Write(table);
        foreach (string line in plain.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            output.Write($"{line.TrimEnd()}\n");
        }
    }

    /// <summary>Replaces control characters, which a path or a text may contain and which would break a table.</summary>
    public static string Printable(string cell) => string.Concat(cell.Select(c => char.IsControl(c) ? ' ' : c));
}
