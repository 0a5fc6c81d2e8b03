using System.Globalization;
using System.Text;

namespace Nmt.Plots;

/// <summary>Estimates how much room a label needs without asking a font, and shortens labels that need too much.</summary>
internal static class TextExtent
{
    private const string Ellipsis = "\u2026";

    // Width of one narrow column in units of the font size: a little more than the mean of a sans-serif face.
    private const double EmPerColumn = 0.6;

    /// <summary>The first and last code points of the blocks whose characters are as wide as they are high.</summary>
    private static readonly (int First, int Last)[] WideBlocks =
    [
        (0x1100, 0x115F), (0x2E80, 0x303E), (0x3041, 0x33FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xA000, 0xA4CF),
        (0xAC00, 0xD7A3), (0xF900, 0xFAFF), (0xFE30, 0xFE6F), (0xFF00, 0xFF60), (0xFFE0, 0xFFE6), (0x1F300, 0x1FAFF),
        (0x20000, 0x3FFFD),
    ];

    /// <summary>Columns of a text: East Asian wide characters and emoji count double, combining marks nothing.</summary>
    internal static int Columns(string text)
    {
        var columns = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            columns += Columns(rune);
        }

        return columns;
    }

    /// <summary>Estimated width in pixels.</summary>
    internal static double Width(string text, double fontSize) => Columns(text) * EmPerColumn * fontSize;

    /// <summary>The longest prefix of whole grapheme clusters that fits, followed by an ellipsis when something was cut.</summary>
    internal static string Shorten(string text, int maxColumns)
    {
        if (Columns(text) <= maxColumns)
        {
            return text;
        }

        var builder = new StringBuilder();
        var columns = 1;
        var clusters = StringInfo.GetTextElementEnumerator(text);
        while (clusters.MoveNext())
        {
            var cluster = clusters.GetTextElement();
            columns += Columns(cluster);
            if (columns > maxColumns)
            {
                break;
            }

            builder.Append(cluster);
        }

        return builder.Append(Ellipsis).ToString();
    }

    private static int Columns(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format => 0,
        _ => Array.Exists(WideBlocks, block => rune.Value >= block.First && rune.Value <= block.Last) ? 2 : 1,
    };
}
