using System.Globalization;
using System.Text;

namespace Nmt.Text.Tokenization.Families;

/// <summary>
/// BERT's text normalization, as Hugging Face's tokenizers do it: control characters go, white space becomes spaces, Chinese
/// characters stand alone; then, for uncased models, accents go and letters become small. The package's own keeps soft hyphens and
/// other invisible characters, and drops tabs, which would join words.
/// </summary>
internal sealed class BertNormalizer(PreTokenizerKind kind) : Microsoft.ML.Tokenizers.Normalizer
{
    private static readonly (int First, int Last)[] Ideographs =
    [
        (0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0x20000, 0x2A6DF), (0x2A700, 0x2B73F), (0x2B740, 0x2B81F), (0x2B820, 0x2CEAF),
        (0xF900, 0xFAFF), (0x2F800, 0x2FA1F),
    ];

    /// <summary>The text without its accents, in decomposed form.</summary>
    public static string WithoutAccents(string text)
    {
        var result = new StringBuilder(text.Length);
        // .NET takes U+FFFE for damage and throws; as a noncharacter it has no place in text anyway.
        string valid = text.Replace("\uFFFE", "", StringComparison.Ordinal);
        foreach (var rune in valid.Normalize(NormalizationForm.FormD).EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) != UnicodeCategory.NonSpacingMark)
            {
                result.Append(rune.ToString());
            }
        }

        return result.ToString();
    }

    /// <summary>The text with small letters, each character by itself.</summary>
    public static string LowerCased(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            // The one character whose small form is two; .NET's invariant culture leaves it alone.
            result.Append(rune.Value == 0x130 ? "i\u0307" : Rune.ToLowerInvariant(rune).ToString());
        }

        return result.ToString();
    }

    /// <inheritdoc/>
    public override string Normalize(ReadOnlySpan<char> original) => Normalize(original.ToString());

    /// <inheritdoc/>
    public override string Normalize(string original)
    {
        string text = Cleaned(original);
        text = kind == PreTokenizerKind.Uncased ? WithoutAccents(text) : text;
        return kind == PreTokenizerKind.Cased ? text : LowerCased(text);
    }

    private static string Cleaned(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is '\t' or '\n' or '\r')
            {
                result.Append(' ');
            }
            else if (rune.Value == 0xFFFD || IsInvisible(rune))
            {
                continue;
            }
            else if (Rune.IsWhiteSpace(rune))
            {
                result.Append(' ');
            }
            else if (Array.Exists(Ideographs, range => rune.Value >= range.First && rune.Value <= range.Last))
            {
                result.Append(' ').Append(rune.ToString()).Append(' ');
            }
            else
            {
                result.Append(rune.ToString());
            }
        }

        return result.ToString();
    }

    private static bool IsInvisible(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse;
}
