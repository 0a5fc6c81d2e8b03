using System.Globalization;
using System.Text;

namespace Nmt.Text.Tests.Subwords.Families;

/// <summary>The words of tiktoken's patterns, found character by character without regular expressions: an oracle.</summary>
internal static class NaiveWords
{
    private static readonly string[] Contractions = ["'s", "'d", "'m", "'t", "'ll", "'ve", "'re"];

    /// <summary>Words of GPT-2's pattern.</summary>
    public static IReadOnlyList<string> Gpt2(string text) => Split(text, (runes, at) =>
    {
        foreach (string contraction in Contractions)
        {
            if (StartsWith(runes, at, contraction, ignoresCase: false))
            {
                return contraction.Length;
            }
        }

        int space = runes[at].Value == ' ' ? 1 : 0;
        foreach (var kind in new Func<Rune, bool>[] { IsLetter, IsNumber, IsOther })
        {
            int run = Run(runes, at + space, kind);
            if (run > 0)
            {
                return space + run;
            }
        }

        return WhiteSpace(runes, at);
    });

    /// <summary>Words of the pattern of cl100k_base.</summary>
    public static IReadOnlyList<string> Cl100k(string text) => Split(text, (runes, at) =>
    {
        foreach (string contraction in Contractions)
        {
            if (StartsWith(runes, at, contraction, ignoresCase: true))
            {
                return contraction.Length;
            }
        }

        int prefix = !IsLetter(runes[at]) && !IsNumber(runes[at]) && !IsLineEnd(runes[at]) ? 1 : 0;
        int letters = Run(runes, at + prefix, IsLetter);
        if (letters > 0)
        {
            return prefix + letters;
        }

        int numbers = Math.Min(3, Run(runes, at, IsNumber));
        if (numbers > 0)
        {
            return numbers;
        }

        int space = runes[at].Value == ' ' ? 1 : 0;
        int others = Run(runes, at + space, IsOther);
        if (others > 0)
        {
            return space + others + Run(runes, at + space + others, IsLineEnd);
        }

        int white = Run(runes, at, Rune.IsWhiteSpace);
        for (int length = white; length > 0; length--)
        {
            if (IsLineEnd(runes[at + length - 1]))
            {
                return length;
            }
        }

        return WhiteSpace(runes, at);
    });

    /// <summary>Length of a whitespace run; its last character belongs to the word after it.</summary>
    private static int WhiteSpace(Rune[] runes, int at)
    {
        int run = Run(runes, at, Rune.IsWhiteSpace);
        return at + run < runes.Length && run > 1 ? run - 1 : run;
    }

    private static List<string> Split(string text, Func<Rune[], int, int> next)
    {
        Rune[] runes = [.. text.EnumerateRunes()];
        var words = new List<string>();
        for (int at = 0; at < runes.Length;)
        {
            int length = next(runes, at);
            words.Add(string.Concat(runes.Skip(at).Take(length)));
            at += length;
        }

        return words;
    }

    private static bool StartsWith(Rune[] runes, int at, string text, bool ignoresCase) =>
        at + text.Length <= runes.Length
        && string.Equals(string.Concat(runes.Skip(at).Take(text.Length)), text, ignoresCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);

    private static int Run(Rune[] runes, int at, Func<Rune, bool> kind) => runes.Skip(at).TakeWhile(kind).Count();

    private static bool IsLetter(Rune rune) => Rune.IsLetter(rune);

    private static bool IsNumber(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber;

    private static bool IsOther(Rune rune) => !IsLetter(rune) && !IsNumber(rune) && !Rune.IsWhiteSpace(rune);

    private static bool IsLineEnd(Rune rune) => rune.Value is '\n' or '\r';
}
