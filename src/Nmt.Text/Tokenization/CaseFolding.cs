using System.Text;

namespace Nmt.Text.Tokenization;

/// <summary>Unicode's full case folding, derived from the simple case mappings that .NET has.</summary>
internal static class CaseFolding
{
    /// <summary>The text without the difference of upper and lower case, composed again.</summary>
    public static string Fold(string text)
    {
        // Taken apart first, because the folding of a letter with marks is that of the letter and of each mark.
        var folded = new StringBuilder();
        foreach (var character in text.Normalize(NormalizationForm.FormD).EnumerateRunes())
        {
            folded.Append(Fold(character));
        }

        var composed = folded.ToString().Normalize(NormalizationForm.FormC);
        return folded.Equals(text.Normalize(NormalizationForm.FormD)) ? text : composed;
    }

    private static string Fold(Rune character) => character.Value switch
    {
        'ß' or 'ẞ' => "ss",

        // Cherokee folds to its older, upper-case letters.
        (>= 0x13A0 and <= 0x13FD) or (>= 0xAB70 and <= 0xABBF) => Rune.ToUpperInvariant(character).ToString(),

        // By way of upper case, so that all variants of a lower-case letter (final sigma) become one.
        _ => Rune.ToLowerInvariant(Rune.ToUpperInvariant(character)).ToString(),
    };
}
