using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.ML.Tokenizers;

namespace Nmt.Text.Subwords.Families;

/// <summary>
/// Splits text into the words within which byte-level BPE merges, using tiktoken's published patterns. .NET's regular expressions
/// see UTF-16 and would treat half an emoji or half an Old Italic letter as a character, so for matching, each character above
/// U+FFFF is replaced by one below it of the same category.
/// </summary>
internal sealed partial class ByteLevelPreTokenizer(Regex pattern) : PreTokenizer
{
    // The package merges a word of n bytes in about n² steps: 13 s for 200,000 letters, 0.2 s with this limit.
    private const int MaxWordLength = 4096;

    /// <summary>Creates the pre-tokenizer of a kind.</summary>
    public static ByteLevelPreTokenizer Create(PreTokenizerKind kind) => new(kind switch
    {
        PreTokenizerKind.Gpt2 => Gpt2(),
        PreTokenizerKind.Cl100k => Cl100k(),
        PreTokenizerKind.O200k => O200k(),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "not a pre-tokenizer of byte-level models"),
    });

    /// <inheritdoc/>
    public override IEnumerable<(int Offset, int Length)> PreTokenize(ReadOnlySpan<char> text) => PreTokenize(text.ToString());

    /// <inheritdoc/>
    public override IEnumerable<(int Offset, int Length)> PreTokenize(string text)
    {
        bool isNarrow = !text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF');
        string matched = isNarrow ? text : Narrow(text);
        int offset = 0;
        var words = new List<(int Offset, int Length)>();
        foreach (var match in pattern.EnumerateMatches(matched))
        {
            int length = isNarrow ? match.Length : WideLength(text, offset, match.Length);
            AddParts(words, text, offset, length);
            offset += length;
        }

        return words;
    }

    /// <summary>Adds a word; one that is longer than any real word is split between characters.</summary>
    private static void AddParts(List<(int Offset, int Length)> words, string text, int offset, int length)
    {
        for (int end = offset + length; offset < end;)
        {
            int part = Math.Min(MaxWordLength, end - offset);
            part -= offset + part < end && char.IsLowSurrogate(text[offset + part]) ? 1 : 0;
            words.Add((offset, part));
            offset += part;
        }
    }

    /// <summary>Replaces each character above U+FFFF, so that the text has one UTF-16 unit per character.</summary>
    private static string Narrow(string text)
    {
        var narrowed = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            narrowed.Append(rune.IsBmp ? (char)rune.Value : Representative(Rune.GetUnicodeCategory(rune)));
        }

        return narrowed.ToString();
    }

    /// <summary>Number of UTF-16 units of the next <paramref name="characters"/> characters.</summary>
    private static int WideLength(string text, int offset, int characters)
    {
        int end = offset;
        for (int i = 0; i < characters; i++)
        {
            end += char.IsHighSurrogate(text[end]) ? 2 : 1;
        }

        return end - offset;
    }

    /// <summary>A character that the patterns treat like any other of its category; none is a letter of an English contraction.</summary>
    private static char Representative(UnicodeCategory category) => category switch
    {
        UnicodeCategory.UppercaseLetter => 'Z',
        UnicodeCategory.LowercaseLetter => 'z',
        UnicodeCategory.TitlecaseLetter => '\u01C5',
        UnicodeCategory.ModifierLetter => '\u02B0',
        UnicodeCategory.OtherLetter => '\u05D0',
        UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark => '\u0300',
        UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber => '0',
        _ => '!',
    };

    [GeneratedRegex(@"'(?:[sdmt]|ll|ve|re)| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Gpt2();

    [GeneratedRegex(
        @"'(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+",
        RegexOptions.CultureInvariant)]
    private static partial Regex Cl100k();

    [GeneratedRegex(
        @"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?"
        + @"|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?"
        + @"|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+",
        RegexOptions.CultureInvariant)]
    private static partial Regex O200k();
}
