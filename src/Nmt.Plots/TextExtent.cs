using System.Globalization;
using System.Text;

namespace Nmt.Plots;

/// <summary>Estimates the width of labels, and shortens labels that are too wide.</summary>
/// <remarks>
/// The viewer chooses the font. Widths are those of DejaVu Sans, the widest of the fonts that a heatmap asks for, or bounds for
/// scripts that it lacks: a label that is narrower than estimated leaves a gap, but one that is wider would cover its neighbours.
/// </remarks>
internal static class TextExtent
{
    private const string Ellipsis = "\u2026";

    private const int EmojiSelector = 0xFE0F;
    private const int FirstFlagLetter = 0x1F1E6;
    private const int LastFlagLetter = 0x1F1FF;

    // The widest letters of DejaVu Sans Bold relative to the regular font; digits and lower case are about 1.13 times as wide.
    private const double BoldFactor = 1.15;

    /// <summary>The first and last code points of the blocks of wide characters.</summary>
    private static readonly (int First, int Last)[] WideBlocks =
    [
        (0x1100, 0x115F), (0x2E80, 0x303E), (0x3041, 0x33FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xA000, 0xA4CF),
        (0xAC00, 0xD7A3), (0xF900, 0xFAFF), (0xFE30, 0xFE6F), (0xFF00, 0xFF60), (0xFFE0, 0xFFE6), (0x1F300, 0x1FAFF),
        (0x20000, 0x3FFFD),
    ];

    /// <summary>Counts the columns of a text: East Asian wide characters and emoji take two, combining marks none.</summary>
    internal static int Columns(string text)
    {
        int columns = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            columns += Columns(rune);
        }

        return columns;
    }

    /// <summary>Whether a character is an East Asian wide one or an emoji.</summary>
    internal static bool IsWide(Rune rune) => Columns(rune) == 2;

    /// <summary>Estimates the width in pixels.</summary>
    internal static double Width(string text, double fontSize)
    {
        double em = 0.0;
        foreach (var rune in text.EnumerateRunes())
        {
            em += AdvanceWidths.Em(rune);
        }

        return em * fontSize;
    }

    /// <summary>Estimates the width of bold text in pixels.</summary>
    internal static double BoldWidth(string text, double fontSize) => BoldFactor * Width(text, fontSize);

    /// <summary>The longest prefix of whole grapheme clusters that fits, followed by an ellipsis if anything was removed.</summary>
    internal static string Shorten(string text, int maxColumns) => ShortenBy(text, maxColumns, Columns);

    private static string ShortenBy(string text, int maxColumns, Func<string, int> count)
    {
        if (count(text) <= maxColumns)
        {
            return text;
        }

        var builder = new StringBuilder();
        int columns = 1;
        var clusters = StringInfo.GetTextElementEnumerator(text);
        while (clusters.MoveNext())
        {
            string cluster = clusters.GetTextElement();
            columns += count(cluster);
            if (columns > maxColumns)
            {
                break;
            }

            builder.Append(cluster);
        }

        return builder.Append(Ellipsis).ToString();
    }

    /// <summary>
    /// Counts the columns that a text takes in a terminal that draws a grapheme cluster, such as a family of emoji or a letter with
    /// its marks, as one character.
    /// </summary>
    internal static int TerminalColumns(string text)
    {
        int columns = 0;
        var clusters = StringInfo.GetTextElementEnumerator(text);
        while (clusters.MoveNext())
        {
            columns += ClusterColumns(clusters.GetTextElement());
        }

        return columns;
    }

    /// <summary>As <see cref="Shorten"/>, for columns of a terminal.</summary>
    internal static string ShortenForTerminal(string text, int maxColumns) => ShortenBy(text, maxColumns, TerminalColumns);

    private static int ClusterColumns(string cluster)
    {
        int widest = 0;
        foreach (var rune in cluster.EnumerateRunes())
        {
            // The selector of a coloured picture, and the letters of a flag, take two columns.
            widest = Math.Max(widest, rune.Value is EmojiSelector or (>= FirstFlagLetter and <= LastFlagLetter) ? 2 : Columns(rune));
        }

        return widest;
    }

    /// <summary>Counts the columns of a character.</summary>
    internal static int Columns(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format => 0,
        _ => Array.Exists(WideBlocks, block => rune.Value >= block.First && rune.Value <= block.Last) ? 2 : 1,
    };
}
