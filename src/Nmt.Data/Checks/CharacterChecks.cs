using System.Buffers;
using System.Text;
using System.Text.Unicode;
using Nmt.Text.Subwords;

namespace Nmt.Data.Checks;

/// <summary>Suspicious characters of a line.</summary>
[Flags]
internal enum CharacterFaults
{
    None = 0,
    InvalidUtf8 = 1,
    Nul = 1 << 1,
    CarriageReturn = 1 << 2,
    ByteOrderMark = 1 << 3,
    LineSeparator = 1 << 4,
    Control = 1 << 5,
    Replacement = 1 << 6,
    DoubleEncoded = 1 << 7,
    Tab = 1 << 8,
    UnusualSpace = 1 << 9,
    Invisible = 1 << 10,
}

/// <summary>What one line contains.</summary>
/// <param name="Faults">Suspicious characters. A line of invalid UTF-8 has no words, characters or script.</param>
/// <param name="Words">Number of whitespace-separated words; 0 for a blank line.</param>
/// <param name="Characters">Number of characters (code points).</param>
/// <param name="Script">The script of most letters; <see cref="Script.Common"/> if there are no letters.</param>
internal readonly record struct LineFacts(CharacterFaults Faults, int Words, int Characters, Script Script)
{
    /// <summary>Whether the bytes are UTF-8.</summary>
    public bool IsValid => (Faults & CharacterFaults.InvalidUtf8) == 0;

    /// <summary>Whether the line is blank.</summary>
    public bool IsEmpty => IsValid && Words == 0;

    /// <summary>Whether the line has letters.</summary>
    public bool HasLetters => Script != Script.Common;
}

/// <summary>Examines every character of a line.</summary>
internal static class CharacterChecks
{
    private const int Scripts = (int)Script.Han + 1;

    private static readonly SearchValues<byte> Letters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"u8);

    // The start of UTF-8 that was decoded as Latin-1 or Windows-1252 and encoded again: letters like é turn into U+00C3 and
    // a second character from U+0080 to U+00BF, quotation marks and dashes into U+00E2 and the euro sign.
    private static ReadOnlySpan<byte> EncodedLetter => [0xC3, 0x83, 0xC2];

    private static ReadOnlySpan<byte> EncodedPunctuation => [0xC3, 0xA2, 0xE2, 0x82, 0xAC];

    /// <summary>Examines a line completely.</summary>
    /// <param name="line">A line without its end.</param>
    public static LineFacts Examine(ReadOnlySpan<byte> line)
    {
        if (line.IndexOfAnyExceptInRange((byte)' ', (byte)'~') < 0)
        {
            return PlainAscii(line);
        }

        return Utf8.IsValid(line) ? Unicode(line) : new LineFacts(Errors(line), 0, 0, Script.Common);
    }

    /// <summary>Checks only for errors: invalid UTF-8 and NUL.</summary>
    /// <param name="line">A line without its end.</param>
    public static CharacterFaults Errors(ReadOnlySpan<byte> line) =>
        (Utf8.IsValid(line) ? CharacterFaults.None : CharacterFaults.InvalidUtf8)
        | (line.Contains((byte)0) ? CharacterFaults.Nul : CharacterFaults.None);

    private static LineFacts PlainAscii(ReadOnlySpan<byte> line)
    {
        int words = 0;
        bool isSpace = true;
        foreach (byte b in line)
        {
            bool wasSpace = isSpace;
            isSpace = b == ' ';
            words += wasSpace && !isSpace ? 1 : 0;
        }

        return new LineFacts(CharacterFaults.None, words, line.Length, line.ContainsAny(Letters) ? Script.Latin : Script.Common);
    }

    private static LineFacts Unicode(ReadOnlySpan<byte> line)
    {
        var faults = line.IndexOf(EncodedLetter) >= 0 || line.IndexOf(EncodedPunctuation) >= 0
            ? CharacterFaults.DoubleEncoded
            : CharacterFaults.None;
        Span<int> letters = stackalloc int[Scripts];
        letters.Clear();
        var (words, characters) = (0, 0);
        bool isSpace = true;
        for (var rest = line; !rest.IsEmpty; characters++)
        {
            Rune.DecodeFromUtf8(rest, out var rune, out int length);
            rest = rest[length..];
            faults |= FaultOf(rune);
            letters[(int)ScriptOf(rune)]++;
            bool wasSpace = isSpace;
            isSpace = Rune.IsWhiteSpace(rune);
            words += wasSpace && !isSpace ? 1 : 0;
        }

        return new LineFacts(faults, words, characters, MostFrequent(letters));
    }

    private static Script ScriptOf(Rune rune) => !rune.IsAscii ? Text.Subwords.Scripts.Of(rune)
        : Rune.IsLetter(rune) ? Script.Latin
        : Script.Common;

    private static Script MostFrequent(ReadOnlySpan<int> letters)
    {
        var best = Script.Common;
        for (var script = Script.Common + 1; (int)script < Scripts; script++)
        {
            if (letters[(int)script] > (best == Script.Common ? 0 : letters[(int)best]))
            {
                best = script;
            }
        }

        return best;
    }

    private static CharacterFaults FaultOf(Rune rune) => rune.Value switch
    {
        0 => CharacterFaults.Nul,
        '\t' => CharacterFaults.Tab,
        '\r' => CharacterFaults.CarriageReturn,
        0x0B or 0x0C or 0x85 or 0x2028 or 0x2029 => CharacterFaults.LineSeparator,
        < 0x20 or (>= 0x7F and < 0xA0) => CharacterFaults.Control,
        < 0xA0 => CharacterFaults.None,
        0xFEFF => CharacterFaults.ByteOrderMark,
        0xFFFD => CharacterFaults.Replacement,
        0xA0 or 0x1680 or (>= 0x2000 and <= 0x200A) or 0x202F or 0x205F or 0x3000 => CharacterFaults.UnusualSpace,
        // Not U+200C and U+200D: Persian and the scripts of India need them.
        0xAD or 0x200B or 0x200E or 0x200F or (>= 0x202A and <= 0x202E) or (>= 0x2060 and <= 0x2069) => CharacterFaults.Invisible,
        _ => CharacterFaults.None,
    };
}
