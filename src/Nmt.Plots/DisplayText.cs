using System.Text;

namespace Nmt.Plots;

/// <summary>Turns any string into text that is valid in XML, cannot disturb its surroundings and can be seen.</summary>
internal static class DisplayText
{
    private const string VisibleSpace = "\u2423";
    private const int ControlPictures = 0x2400;
    private const int DeleteCharacter = 0x7F;
    private const string DeletePicture = "\u2421";

    /// <summary>Makes a token printable: '▁' becomes an open box, control characters their pictures.</summary>
    internal static string OfToken(string token) =>
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

    /// <summary>Escapes the characters that mean something to XML.</summary>
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
