#pragma warning disable CS1591 // The scripts' names are Unicode's.

using System.Globalization;
using System.Text;

namespace Nmt.Text.Subwords;

/// <summary>Derives the script of a character from its general category and its block; .NET has no script property.</summary>
/// <remarks>
/// Coarser than Unicode's <c>Scripts.txt</c>: letters and marks have the script of their block, everything else is
/// common. Training uses it to select the merges to consider, the data check to report text in another script.
/// </remarks>
public static class Scripts
{
    // First and last code point of the blocks of each script, ascending (Unicode's Blocks.txt).
    private static readonly (int First, int Last, Script Script)[] Blocks =
    [
        (0x0041, 0x02B8, Script.Latin), (0x02E0, 0x02E4, Script.Latin),
        (0x0300, 0x036F, Script.Inherited),
        (0x0370, 0x03FF, Script.Greek), (0x0400, 0x052F, Script.Cyrillic), (0x0530, 0x058F, Script.Armenian),
        (0x0590, 0x05FF, Script.Hebrew), (0x0600, 0x06FF, Script.Arabic), (0x0700, 0x074F, Script.Syriac),
        (0x0750, 0x077F, Script.Arabic), (0x0780, 0x07BF, Script.Thaana), (0x0860, 0x086F, Script.Syriac),
        (0x0870, 0x08FF, Script.Arabic), (0x0900, 0x097F, Script.Devanagari), (0x0980, 0x09FF, Script.Bengali),
        (0x0A00, 0x0A7F, Script.Gurmukhi), (0x0A80, 0x0AFF, Script.Gujarati), (0x0B00, 0x0B7F, Script.Oriya),
        (0x0B80, 0x0BFF, Script.Tamil), (0x0C00, 0x0C7F, Script.Telugu), (0x0C80, 0x0CFF, Script.Kannada),
        (0x0D00, 0x0D7F, Script.Malayalam), (0x0D80, 0x0DFF, Script.Sinhala), (0x0E00, 0x0E7F, Script.Thai),
        (0x0E80, 0x0EFF, Script.Lao), (0x0F00, 0x0FFF, Script.Tibetan), (0x1000, 0x109F, Script.Myanmar),
        (0x10A0, 0x10FF, Script.Georgian), (0x1100, 0x11FF, Script.Hangul), (0x1200, 0x139F, Script.Ethiopic),
        (0x13A0, 0x13FF, Script.Cherokee), (0x1780, 0x17FF, Script.Khmer), (0x1800, 0x18AF, Script.Mongolian),
        (0x1AB0, 0x1AFF, Script.Inherited), (0x1C80, 0x1C8F, Script.Cyrillic), (0x1C90, 0x1CBF, Script.Georgian),
        (0x1D00, 0x1DBF, Script.Latin), (0x1DC0, 0x1DFF, Script.Inherited), (0x1E00, 0x1EFF, Script.Latin),
        (0x1F00, 0x1FFF, Script.Greek), (0x2071, 0x209F, Script.Latin), (0x20D0, 0x20FF, Script.Inherited),
        (0x2C60, 0x2C7F, Script.Latin), (0x2D00, 0x2D2F, Script.Georgian), (0x2D80, 0x2DDF, Script.Ethiopic),
        (0x2DE0, 0x2DFF, Script.Cyrillic), (0x2E80, 0x2FDF, Script.Han), (0x3005, 0x3007, Script.Han),
        (0x302A, 0x302D, Script.Inherited), (0x302E, 0x302F, Script.Hangul), (0x3041, 0x30FF, Script.Han),
        (0x3131, 0x318F, Script.Hangul), (0x31F0, 0x31FF, Script.Han), (0x3400, 0x4DBF, Script.Han),
        (0x4E00, 0x9FFF, Script.Han), (0xA640, 0xA69F, Script.Cyrillic), (0xA720, 0xA7FF, Script.Latin),
        (0xA8E0, 0xA8FF, Script.Devanagari), (0xA960, 0xA97F, Script.Hangul), (0xAB30, 0xAB6F, Script.Latin),
        (0xAB70, 0xABBF, Script.Cherokee), (0xAC00, 0xD7FF, Script.Hangul), (0xF900, 0xFAFF, Script.Han),
        (0xFB00, 0xFB06, Script.Latin), (0xFB13, 0xFB17, Script.Armenian), (0xFB1D, 0xFB4F, Script.Hebrew),
        (0xFB50, 0xFDFF, Script.Arabic), (0xFE00, 0xFE0F, Script.Inherited), (0xFE20, 0xFE2F, Script.Inherited),
        (0xFE70, 0xFEFE, Script.Arabic), (0xFF21, 0xFF5A, Script.Latin), (0xFF66, 0xFF9F, Script.Han),
        (0xFFA0, 0xFFDC, Script.Hangul), (0x1AFF0, 0x1B16F, Script.Han), (0x20000, 0x3FFFD, Script.Han),
        (0xE0100, 0xE01EF, Script.Inherited),
    ];

    /// <summary>The script of a character.</summary>
    public static Script Of(Rune character)
    {
        if (!IsLetterOrMark(Rune.GetUnicodeCategory(character)))
        {
            return Script.Common;
        }

        int low = 0;
        int high = Blocks.Length - 1;
        while (low <= high)
        {
            int middle = (low + high) / 2;
            var (first, last, script) = Blocks[middle];
            if (character.Value < first)
            {
                high = middle - 1;
            }
            else if (character.Value > last)
            {
                low = middle + 1;
            }
            else
            {
                return script;
            }
        }

        return Script.Other;
    }

    private static bool IsLetterOrMark(UnicodeCategory category) => category
        is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
        or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter or UnicodeCategory.LetterNumber
        or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;
}

/// <summary>Writing systems that subword training distinguishes.</summary>
public enum Script
{
    /// <summary>Compatible with every script.</summary>
    Any,

    /// <summary>A mark that takes the script of the character before it.</summary>
    Inherited,

    /// <summary>Digits, punctuation, symbols.</summary>
    Common,

    /// <summary>Letters of a block not listed here.</summary>
    Other,

    Latin,
    Greek,
    Cyrillic,
    Armenian,
    Hebrew,
    Arabic,
    Syriac,
    Thaana,
    Devanagari,
    Bengali,
    Gurmukhi,
    Gujarati,
    Oriya,
    Tamil,
    Telugu,
    Kannada,
    Malayalam,
    Sinhala,
    Thai,
    Lao,
    Tibetan,
    Myanmar,
    Georgian,
    Hangul,
    Ethiopic,
    Cherokee,
    Khmer,
    Mongolian,

    /// <summary>Chinese characters and, as in SentencePiece, Japanese kana.</summary>
    Han,
}
