using System.Globalization;

namespace Nmt.Plots.Heatmaps;

/// <summary>Draws attention weights as lines of text for a terminal: percentages with shades of block characters, or on coloured ground.</summary>
/// <param name="width">Columns of the terminal; a matrix that is wider is drawn as several, one below the other.</param>
/// <param name="usesColour">Whether the cells get a colour, and thus need no block characters.</param>
public sealed class TextHeatmap(int width, bool usesColour)
{
    private const int Gap = 1;

    /// <summary>A block character and three digits, or three digits and a space.</summary>
    private const int CellColumns = 4;

    private const int MaxColumnLabel = 12;
    private const int MaxRowLabel = 24;
    private const string UnknownMark = "*";

    /// <summary>Smaller weights are shown as an empty cell: 0 % is not more than nothing.</summary>
    private const float SmallestShown = 0.005f;

    private static readonly (float From, char Shade)[] Shades = [(0.75f, '█'), (0.5f, '▓'), (0.25f, '▒'), (0.05f, '░')];

    /// <summary>Draws one matrix.</summary>
    /// <param name="matrix">Weights and tokens; either side may be empty.</param>
    /// <returns>Lines without spaces at their ends, each a list of spans; no line has control characters.</returns>
    public IEnumerable<IReadOnlyList<TextHeatmapSpan>> Render(AttentionMatrix matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        yield return Plain(DisplayText.Printable(matrix.Title));
        if (matrix.Caption.Length > 0)
        {
            yield return Plain(DisplayText.Printable(matrix.Caption));
        }

        string[] rows = [.. matrix.TargetTokens.Select(Label)];
        string[] columns = [.. matrix.SourceTokens.Select(Label)];
        int rowLabel = Math.Min(Math.Min(MaxRowLabel, Math.Max(CellColumns, width / 3)), rows.Select(TextExtent.TerminalColumns).Append(0).Max());
        foreach (int[] block in Blocks([.. Order(columns.Length, matrix.IsMirrored)], columns, width - rowLabel - Gap))
        {
            yield return [];
            yield return Trimmed([new(new string(' ', rowLabel + Gap)), .. block.Select(column => new TextHeatmapSpan(Pad(columns[column], ColumnWidth(columns[column]) + Gap)))]);
            for (int row = 0; row < rows.Length; row++)
            {
                var cells = block.SelectMany(column => Cell(matrix.Weights[row, column], ColumnWidth(columns[column]) + Gap));
                yield return Trimmed([new(PadLeft(rows[row], rowLabel) + new string(' ', Gap)), .. cells]);
            }
        }

        if (matrix.TargetTokens.Concat(matrix.SourceTokens).Any(token => token.IsUnknown))
        {
            yield return [];
            yield return Plain($"{UnknownMark} unknown to the model");
        }
    }

    /// <summary>The columns from left to right: the first token is at the right in a source that runs from right to left.</summary>
    private static IEnumerable<int> Order(int count, bool isMirrored) => isMirrored ? Enumerable.Range(0, count).Reverse() : Enumerable.Range(0, count);

    /// <summary>As many columns as fit, at least one, and then the next ones; the first tokens are always in the first block.</summary>
    private static IEnumerable<int[]> Blocks(int[] order, string[] labels, int room)
    {
        bool isMirrored = order.Length > 1 && order[0] > order[1];
        var block = new List<int>();
        int used = 0;
        foreach (int column in isMirrored ? order.Reverse() : order)
        {
            int needed = ColumnWidth(labels[column]) + (block.Count > 0 ? Gap : 0);
            if (block.Count > 0 && used + needed > room)
            {
                yield return isMirrored ? [.. block.AsEnumerable().Reverse()] : [.. block];
                (block, used) = ([], 0);
            }

            block.Add(column);
            used += needed;
        }

        if (block.Count > 0)
        {
            yield return isMirrored ? [.. block.AsEnumerable().Reverse()] : [.. block];
        }
    }

    private static int ColumnWidth(string label) => Math.Clamp(TextExtent.TerminalColumns(label), CellColumns, MaxColumnLabel);

    private IEnumerable<TextHeatmapSpan> Cell(float weight, int columns)
    {
        string number = float.IsNaN(weight) ? "NaN" : weight < SmallestShown ? "" : string.Create(CultureInfo.InvariantCulture, $"{100 * weight:0}");
        string cell = usesColour ? number.PadLeft(CellColumns - 1) + " " : $"{Shade(weight)}{number.PadLeft(CellColumns - 1)}";
        yield return new TextHeatmapSpan(cell) { Weight = usesColour && number.Length > 0 ? weight : null };
        yield return new TextHeatmapSpan(new string(' ', columns - CellColumns));
    }

    private static char Shade(float weight) => Array.Find(Shades, shade => weight >= shade.From) is { From: > 0 } found ? found.Shade : ' ';

    /// <summary>Removes the spaces at the end of a line.</summary>
    private static List<TextHeatmapSpan> Trimmed(List<TextHeatmapSpan> line)
    {
        while (line.Count > 0 && line[^1].Weight is null && string.IsNullOrWhiteSpace(line[^1].Text))
        {
            line.RemoveAt(line.Count - 1);
        }

        if (line.Count > 0 && line[^1].Weight is null)
        {
            line[^1] = new TextHeatmapSpan(line[^1].Text.TrimEnd(' '));
        }

        return line;
    }

    private static TextHeatmapSpan[] Plain(string text) => [new(text)];

    private static string Label(AttentionToken token) =>
        DisplayText.FromToken(token.Label) + (token.IsUnknown ? UnknownMark : "");

    /// <summary>A label and a gap.</summary>
    private static string Pad(string label, int columns)
    {
        string text = TextExtent.ShortenForTerminal(label, columns - Gap);
        return text + new string(' ', columns - TextExtent.TerminalColumns(text));
    }

    private static string PadLeft(string label, int columns)
    {
        string text = TextExtent.ShortenForTerminal(label, columns);
        return new string(' ', columns - TextExtent.TerminalColumns(text)) + text;
    }
}

/// <summary>A part of a line of a text heatmap.</summary>
/// <param name="Text">Its text.</param>
public sealed record TextHeatmapSpan(string Text)
{
    /// <summary>The weight whose colour is its ground; null for none.</summary>
    public float? Weight { get; init; }
}
