using System.Globalization;
using System.Text;

namespace Nmt.Plots;

/// <summary>Turns any string into visible text that is valid in XML and does not affect the text around it.</summary>
internal static class DisplayText
{
    private const string VisibleSpace = "\u2423";
    private const int ControlPictures = 0x2400;
    private const int DeleteCharacter = 0x7F;
    private const string DeletePicture = "\u2421";

    /// <summary>Makes a token printable: '▁' becomes an open box, and control characters become their pictures.</summary>
    internal static string FromToken(string token) =>
        token.Length == 0 ? "(empty)" : Printable(token).Replace(WordSpans.SpaceMark.ToString(), VisibleSpace, StringComparison.Ordinal);

    /// <summary>Replaces what XML forbids (control characters, lone surrogates, noncharacters) and explicit bidi controls.</summary>
    internal static string Printable(string text)
    {
        var builder = new StringBuilder(text.Length);
        // Lone surrogates are enumerated as U+FFFD.
        foreach (var rune in text.EnumerateRunes())
        {
            builder.Append(Printable(rune));
        }

        return builder.ToString();
    }

    /// <summary>Makes a text printable and escapes it for element content and quoted attributes.</summary>
    internal static string Escaped(string text) => Escape(Printable(text));

    /// <summary>Escapes the characters that have a meaning in XML.</summary>
    internal static string Escape(string printable) => printable
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal)
        .Replace("\"", "&quot;", StringComparison.Ordinal)
        .Replace("'", "&#39;", StringComparison.Ordinal);

    private static string Printable(Rune rune) => rune.Value switch
    {
        < 0x20 => ((char)(ControlPictures + rune.Value)).ToString(),
        DeleteCharacter => DeletePicture,
        > DeleteCharacter and < 0xA0 => Replacement,
        // Embeddings, overrides and isolates would reorder the text that follows the label.
        >= 0x202A and <= 0x202E or >= 0x2066 and <= 0x2069 => Replacement,
        // Line and paragraph separators break a label.
        0x2028 or 0x2029 => Replacement,
        _ when (rune.Value & 0xFFFE) == 0xFFFE || rune.Value is >= 0xFDD0 and <= 0xFDEF => Replacement,
        _ => rune.ToString(),
    };

    private static string Replacement => Rune.ReplacementChar.ToString();
}

/// <summary>Finds the base direction of a text from its first strong character, as in rules P2 and P3 of Unicode's UAX #9.</summary>
internal static class TextDirection
{
    private static readonly (int First, int Last)[] RightToLeftBlocks =
    [
        (0x0590, 0x08FF), (0xFB1D, 0xFDFF), (0xFE70, 0xFEFF), (0x10800, 0x10FFF), (0x1E800, 0x1EFFF),
    ];

    internal static bool IsRightToLeft(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsLetter(rune))
            {
                return Array.Exists(RightToLeftBlocks, block => rune.Value >= block.First && rune.Value <= block.Last);
            }
        }

        return false;
    }
}

/// <summary>Estimates the width of labels without font metrics, and shortens labels that are too wide.</summary>
internal static class TextExtent
{
    private const string Ellipsis = "\u2026";

    // Width of one narrow column in units of the font size: slightly more than the mean of a sans-serif font.
    private const double EmPerColumn = 0.6;

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

    /// <summary>Estimates the width in pixels.</summary>
    internal static double Width(string text, double fontSize) => Columns(text) * EmPerColumn * fontSize;

    /// <summary>The longest prefix of whole grapheme clusters that fits, followed by an ellipsis if anything was removed.</summary>
    internal static string Shorten(string text, int maxColumns)
    {
        if (Columns(text) <= maxColumns)
        {
            return text;
        }

        var builder = new StringBuilder();
        int columns = 1;
        var clusters = StringInfo.GetTextElementEnumerator(text);
        while (clusters.MoveNext())
        {
            string cluster = clusters.GetTextElement();
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
