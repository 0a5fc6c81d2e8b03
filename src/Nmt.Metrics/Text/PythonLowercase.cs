using System.Buffers;
using System.Globalization;
using System.Text;

namespace Nmt.Metrics.Text;

/// <summary>Lowercases as Python's <c>str.lower</c> does: Unicode's full mapping, independent of culture.</summary>
internal static class PythonLowercase
{
    private const int CapitalDottedI = 0x130;
    private const int CapitalSigma = 0x3A3;
    private const int FinalSigma = 0x3C2;

    public static string Convert(string text)
    {
        if (Ascii.IsValid(text))
        {
            return text.ToLowerInvariant();
        }

        var lowered = new StringBuilder(text.Length + 2);
        Span<char> units = stackalloc char[2];
        for (int i = 0; i < text.Length;)
        {
            // A lone surrogate maps to itself.
            if (Rune.DecodeFromUtf16(text.AsSpan(i), out var rune, out int length) != OperationStatus.Done)
            {
                lowered.Append(text[i++]);
                continue;
            }

            switch (rune.Value)
            {
                case CapitalDottedI:
                    lowered.Append("i\u0307");
                    break;
                case CapitalSigma:
                    lowered.Append(EndsWord(text, i) ? (char)FinalSigma : 'σ');
                    break;
                default:
                    lowered.Append(units[..Rune.ToLowerInvariant(rune).EncodeToUtf16(units)]);
                    break;
            }

            i += length;
        }

        return lowered.ToString();
    }

    /// <summary>Unicode's Final_Sigma condition: a cased letter before, none after, ignorable characters skipped.</summary>
    private static bool EndsWord(string text, int position)
    {
        var before = LetterCase.Ignorable;
        for (int i = position; i > 0 && before == LetterCase.Ignorable;)
        {
            Rune.DecodeLastFromUtf16(text.AsSpan(0, i), out var rune, out int length);
            before = UnicodeCasing.Classify(rune);
            i -= length;
        }

        if (before != LetterCase.Cased)
        {
            return false;
        }

        var after = LetterCase.Ignorable;
        for (int i = position + 1; i < text.Length && after == LetterCase.Ignorable;)
        {
            Rune.DecodeFromUtf16(text.AsSpan(i), out var rune, out int length);
            after = UnicodeCasing.Classify(rune);
            i += length;
        }

        return after != LetterCase.Cased;
    }
}

/// <summary>Unicode's derived properties Cased and Case_Ignorable, which .NET does not offer.</summary>
internal static class UnicodeCasing
{
    /// <summary>Cased characters outside the categories Lu, Ll and Lt (Other_Uppercase, Other_Lowercase): inclusive ranges.</summary>
    /// <remarks>Those of category Lm are omitted on purpose: they are case-ignorable, which is checked first.</remarks>
    private static ReadOnlySpan<int> OtherCasedRanges =>
    [
        0xAA, 0xAA, 0xBA, 0xBA, 0x2160, 0x217F, 0x24B6, 0x24E9, 0x1F130, 0x1F149, 0x1F150, 0x1F169, 0x1F170, 0x1F189,
    ];

    public static LetterCase Classify(Rune rune)
    {
        if (IsWordInternalPunctuation(rune.Value))
        {
            return LetterCase.Ignorable;
        }

        switch (Rune.GetUnicodeCategory(rune))
        {
            case UnicodeCategory.NonSpacingMark:
            case UnicodeCategory.EnclosingMark:
            case UnicodeCategory.Format:
            case UnicodeCategory.ModifierLetter:
            case UnicodeCategory.ModifierSymbol:
                return LetterCase.Ignorable;
            case UnicodeCategory.UppercaseLetter:
            case UnicodeCategory.LowercaseLetter:
            case UnicodeCategory.TitlecaseLetter:
                return LetterCase.Cased;
            default:
                return IsOtherCased(rune.Value) ? LetterCase.Cased : LetterCase.Uncased;
        }
    }

    /// <summary>The word-break classes MidLetter, MidNumLet and Single_Quote.</summary>
    private static bool IsWordInternalPunctuation(int codePoint) => codePoint is
        '\'' or '.' or ':' or 0xB7 or 0x387 or 0x55F or 0x5F4 or 0x2018 or 0x2019 or 0x2024 or 0x2027
        or 0xFE13 or 0xFE52 or 0xFE55 or 0xFF07 or 0xFF0E or 0xFF1A;

    private static bool IsOtherCased(int codePoint)
    {
        for (int i = 0; i < OtherCasedRanges.Length; i += 2)
        {
            if (codePoint >= OtherCasedRanges[i] && codePoint <= OtherCasedRanges[i + 1])
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>The role of a character in the search for the end of a cased word.</summary>
internal enum LetterCase
{
    Uncased,
    Cased,

    /// <summary>Skipped by the search (Unicode's Case_Ignorable), cased or not.</summary>
    Ignorable,
}
