using System.Globalization;
using System.Text;

namespace Nmt.Plots;

/// <summary>
/// Finds the base direction of a text: that of its first strong character outside isolates (rules P2 and P3 of UAX #9). Letters are
/// strong, and so is some punctuation, such as the Arabic question mark; most digits, punctuation, marks and emoji are not.
/// </summary>
internal static class TextDirection
{
    private const int LeftToRightIsolate = 0x2066;
    private const int FirstStrongIsolate = 0x2068;
    private const int PopDirectionalIsolate = 0x2069;

    /// <summary>Whether the first strong character is of class R or AL; false if there is none.</summary>
    internal static bool IsRightToLeft(string text)
    {
        int isolates = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is >= LeftToRightIsolate and <= FirstStrongIsolate)
            {
                isolates++;
            }
            else if (rune.Value == PopDirectionalIsolate)
            {
                // One without an initiator has no effect.
                isolates = Math.Max(0, isolates - 1);
            }
            else if (isolates == 0 && StrongDirection.Find(rune) is { } isRightToLeft)
            {
                return isRightToLeft;
            }
        }

        return false;
    }
}

/// <summary>
/// The strong bidirectional classes of Unicode 16 (DerivedBidiClass.txt): L, R and AL. .NET has no public equivalent. Ranges extend
/// over unassigned characters and over those that another rule decides.
/// </summary>
internal static class StrongDirection
{
    /// <summary>R and AL; marks inside these ranges are weak.</summary>
    private static readonly (int First, int Last)[] RightToLeft =
    [
        (0x05BE, 0x05F4), (0x0608, 0x0608), (0x060B, 0x060B), (0x060D, 0x060D), (0x061B, 0x064A), (0x066D, 0x06D5),
        (0x06E5, 0x06E6), (0x06EE, 0x06EF), (0x06FA, 0x07F5), (0x07FA, 0x088E), (0x08A0, 0x08C9), (0x200F, 0x200F),
        (0xFB1D, 0xFB28), (0xFB2A, 0xFD3D), (0xFD50, 0xFDC7), (0xFDF0, 0xFDFC), (0xFE70, 0xFEFC), (0x10800, 0x1091B),
        (0x10920, 0x10B35), (0x10B40, 0x10D23), (0x10D4A, 0x10D65), (0x10D6F, 0x10E5F), (0x10E80, 0x10FF6),
        (0x1E800, 0x1EEBB),
    ];

    /// <summary>Symbols, numbers and punctuation that are L; all others are weak or neutral.</summary>
    private static readonly (int First, int Last)[] StrongSymbols =
    [
        (0x0482, 0x0589), (0x0964, 0x0BF2), (0x0C77, 0x0C77), (0x0C7F, 0x137C), (0x166D, 0x17DA), (0x19DA, 0x19DA),
        (0x1A1E, 0x1CD3), (0x214F, 0x214F), (0x2336, 0x237A), (0x2395, 0x2395), (0x249C, 0x24E9), (0x26AC, 0x26AC),
        (0x2800, 0x28FF), (0x2D70, 0x2D70), (0x3190, 0x319F), (0x3200, 0x321C), (0x3220, 0x324F), (0x3260, 0x327B),
        (0x327F, 0x32B0), (0x32C0, 0x32CB), (0x32D0, 0x3376), (0x337B, 0x33DD), (0x33E0, 0x33FE), (0xA4FE, 0xA4FF),
        (0xA6F2, 0xA6F7), (0xA830, 0xA837), (0xA8CE, 0xABEB), (0x10100, 0x10100), (0x10102, 0x1013F),
        (0x1018D, 0x1018E), (0x101D0, 0x101FC), (0x10320, 0x1056F), (0x11047, 0x1104D), (0x110BB, 0x11643),
        (0x116B9, 0x11FD4), (0x11FFF, 0x16E9A), (0x1BC9C, 0x1BC9F), (0x1CCD6, 0x1CCEF), (0x1CF50, 0x1D1E8),
        (0x1D2C0, 0x1D2F3), (0x1D360, 0x1E5FF), (0x1F110, 0x1F12E), (0x1F130, 0x1F169), (0x1F170, 0x1F1AC),
        (0x1F1E6, 0x1F251),
    ];

    /// <summary>Decimal digits that are EN or AN; all others, such as those of Devanagari, are L.</summary>
    private static readonly (int First, int Last)[] WeakDigits =
    [
        (0x0030, 0x06F9), (0xFF10, 0xFF19), (0x10D30, 0x10D49), (0x1CCF0, 0x1CCF9), (0x1D7CE, 0x1D7FF),
        (0x1FBF0, 0x1FBF9),
    ];

    /// <summary>Letters and letter numbers that are neutral; all others are L, R or AL.</summary>
    private static readonly (int First, int Last)[] NeutralLetters =
    [
        (0x02B9, 0x02BA), (0x02C6, 0x02CF), (0x02EC, 0x02EC), (0x0374, 0x0374), (0x2E2F, 0x2E2F), (0xA67F, 0xA67F),
        (0xA717, 0xA71F), (0xA788, 0xA788), (0x10140, 0x10174),
    ];

    /// <summary>Marks, symbols and format characters that are L.</summary>
    private static readonly (int First, int Last)[] StrongOthers =
    [
        (0x0CBF, 0x0CC6), (0x200E, 0x200E), (0xA789, 0xA78A), (0xAB5B, 0xAB5B), (0x110BD, 0x110BD), (0x110CD, 0x110CD),
        (0x11A07, 0x11A08), (0x11C3F, 0x11C3F), (0x13430, 0x1343F),
    ];

    /// <summary>True for right-to-left, false for left-to-right, null for weak and neutral characters.</summary>
    internal static bool? Find(Rune rune)
    {
        var category = Rune.GetUnicodeCategory(rune);
        if (IsIn(RightToLeft, rune))
        {
            return category is UnicodeCategory.NonSpacingMark ? null : true;
        }

        return IsLeftToRight(rune, category) ? false : null;
    }

    private static bool IsLeftToRight(Rune rune, UnicodeCategory category) => category switch
    {
        <= UnicodeCategory.OtherLetter or UnicodeCategory.LetterNumber => !IsIn(NeutralLetters, rune),
        UnicodeCategory.SpacingCombiningMark or UnicodeCategory.PrivateUse => true,
        UnicodeCategory.DecimalDigitNumber => !IsIn(WeakDigits, rune),
        UnicodeCategory.OtherNumber or UnicodeCategory.OtherPunctuation or UnicodeCategory.OtherSymbol => IsIn(StrongSymbols, rune),
        _ => IsIn(StrongOthers, rune),
    };

    private static bool IsIn((int First, int Last)[] ranges, Rune rune) =>
        Array.Exists(ranges, range => rune.Value >= range.First && rune.Value <= range.Last);
}
