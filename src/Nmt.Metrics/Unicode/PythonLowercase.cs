using System.Buffers;
using System.Text;

namespace Nmt.Metrics;

/// <summary>Lowercases as Python's <c>str.lower</c> does: the full mapping of Unicode, free of any culture.</summary>
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
            if (Rune.DecodeFromUtf16(text.AsSpan(i), out Rune rune, out int length) != OperationStatus.Done)
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
            Rune.DecodeLastFromUtf16(text.AsSpan(0, i), out Rune rune, out int length);
            before = CasingProperties.Of(rune);
            i -= length;
        }

        if (before != LetterCase.Cased)
        {
            return false;
        }

        var after = LetterCase.Ignorable;
        for (int i = position + 1; i < text.Length && after == LetterCase.Ignorable;)
        {
            Rune.DecodeFromUtf16(text.AsSpan(i), out Rune rune, out int length);
            after = CasingProperties.Of(rune);
            i += length;
        }

        return after != LetterCase.Cased;
    }
}
