using System.Text;

namespace Nmt.Text.Tests.Tokenization.Normalization;

/// <summary>Unicode's simple case folding, derived from the case mappings that .NET has.</summary>
internal static class CaseFolding
{
    /// <summary>The text without the difference of upper and lower case, character by character.</summary>
    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var character in text.EnumerateRunes())
        {
            folded.Append(Fold(character));
        }

        return folded.ToString();
    }

    private static Rune Fold(Rune character) => character.Value switch
    {
        // Cherokee folds to its older, upper-case letters.
        (>= 0x13A0 and <= 0x13FD) or (>= 0xAB70 and <= 0xABBF) => Rune.ToUpperInvariant(character),

        // By way of upper case, so that all variants of a lower-case letter (final sigma) become one.
        _ => Rune.ToLowerInvariant(Rune.ToUpperInvariant(character)),
    };
}
