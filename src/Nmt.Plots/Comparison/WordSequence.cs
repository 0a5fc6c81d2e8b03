using System.Text;

namespace Nmt.Plots;

/// <summary>Cuts a text into words, single marks and the white space between them, so that texts can be compared word by word.</summary>
internal static class WordSequence
{
    // Scripts that set no blanks between words are compared character by character.
    private static readonly (int First, int Last)[] Unspaced =
    [
        (0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x2E80, 0x30FF), (0x3400, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF),
    ];

    /// <summary>The parts of a text; joined they are the text.</summary>
    internal static IReadOnlyList<string> Parts(string text)
    {
        var parts = new List<string>();
        var kind = PartKind.Mark;
        int start = 0;
        int position = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            var next = KindOf(rune);
            bool goesOn = next == kind && kind is PartKind.Word or PartKind.Space || next == PartKind.Combining;
            if (position > start && !goesOn)
            {
                parts.Add(text[start..position]);
                start = position;
            }

            kind = next == PartKind.Combining ? kind : next;
            position += rune.Utf16SequenceLength;
        }

        if (position > start)
        {
            parts.Add(text[start..]);
        }

        return parts;
    }

    /// <summary>Whether a part is white space only.</summary>
    internal static bool IsSpace(string part) => string.IsNullOrWhiteSpace(part);

    private static PartKind KindOf(Rune rune)
    {
        if (Rune.IsWhiteSpace(rune))
        {
            return PartKind.Space;
        }

        if (Rune.GetUnicodeCategory(rune) is System.Globalization.UnicodeCategory.NonSpacingMark
            or System.Globalization.UnicodeCategory.SpacingCombiningMark or System.Globalization.UnicodeCategory.EnclosingMark)
        {
            return PartKind.Combining;
        }

        bool isUnspaced = Array.Exists(Unspaced, block => rune.Value >= block.First && rune.Value <= block.Last);
        return Rune.IsLetterOrDigit(rune) && !isUnspaced ? PartKind.Word : PartKind.Mark;
    }

    private enum PartKind
    {
        Mark,
        Word,
        Space,
        Combining,
    }
}
