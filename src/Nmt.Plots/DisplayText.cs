using System.Globalization;
using System.Text;

namespace Nmt.Plots;

/// <summary>Turns any string into visible text that is valid in XML and does not affect the text around it.</summary>
internal static class DisplayText
{
    /// <summary>The open box, which stands for a space.</summary>
    internal const char VisibleSpace = '\u2423';

    private const int ControlPictures = 0x2400;
    private const int DeleteCharacter = 0x7F;
    private const string DeletePicture = "\u2421";
    private const string DottedCircle = "\u25CC";

    /// <summary>
    /// Makes a token printable: '▁' becomes an open box, control characters become their pictures, a combining mark without a letter
    /// gets a dotted circle, and a token of invisible characters becomes their code points.
    /// </summary>
    internal static string FromToken(string token)
    {
        string text = token.TrimStart(WordSpans.SpaceMark);
        string marks = new(VisibleSpace, token.Length - text.Length);
        return token.Length == 0 ? "(empty)" : marks + VisibleText(text).Replace(WordSpans.SpaceMark, VisibleSpace);
    }

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

    private static string VisibleText(string text)
    {
        string printable = Printable(text);
        if (printable.Length > 0 && printable.EnumerateRunes().All(IsInvisible))
        {
            return string.Join(' ', printable.EnumerateRunes().Select(rune => string.Create(CultureInfo.InvariantCulture, $"U+{rune.Value:X4}")));
        }

        return printable.Length > 0 && IsMark(Rune.GetRuneAt(printable, 0)) ? DottedCircle + printable : printable;
    }

    // Variation selectors are marks without a shape, and Hangul fillers are letters without one.
    private static bool IsInvisible(Rune rune) => Rune.IsWhiteSpace(rune) || Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format
        || rune.Value is >= 0xFE00 and <= 0xFE0F or >= 0xE0100 and <= 0xE01EF or 0x034F or 0x115F or 0x1160 or 0x3164 or 0xFFA0;

    private static bool IsMark(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;

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
