using System.Text;
using QuickstartCorpus.Alignment;

namespace QuickstartCorpus.French;

/// <summary>Changes between neighbouring French words: elision (l'homme), forms before a vowel (un vieil ami), contraction (du, aux).</summary>
internal static class Sandhi
{
    /// <summary>Words that block elision although their spelling does not show it.</summary>
    private static readonly string[] Blocking = ["héros", "hibou", "hiboux", "hamster", "hamsters", "huit", "onze"];

    internal static IReadOnlyList<FrenchWord> Apply(IReadOnlyList<FrenchWord> words) => Contract(Elide(words));

    // From right to left, so that each word sees the final form of its neighbour.
    private static List<FrenchWord> Elide(IReadOnlyList<FrenchWord> words)
    {
        var elided = new List<FrenchWord>();
        foreach (var word in words.Reverse())
        {
            if (word.BeforeVowel is null || elided.Count == 0 || !StartsWithVowelSound(elided[^1].Text))
            {
                elided.Add(word);
            }
            else if (word.BeforeVowel.EndsWith('\''))
            {
                elided[^1] = Joined(word.BeforeVowel + elided[^1].Text, word, elided[^1]);
            }
            else
            {
                elided.Add(word with { Text = word.BeforeVowel });
            }
        }

        elided.Reverse();
        return elided;
    }

    private static List<FrenchWord> Contract(IReadOnlyList<FrenchWord> words)
    {
        var contracted = new List<FrenchWord>();
        foreach (var word in words)
        {
            string? form = word.IsArticle && contracted.Count > 0 ? Contraction(contracted[^1].Text, word.Text) : null;
            if (form is null)
            {
                contracted.Add(word);
            }
            else
            {
                contracted[^1] = Joined(form, contracted[^1], word);
            }
        }

        return contracted;
    }

    private static string? Contraction(string preposition, string article) => (preposition, article) switch
    {
        ("de", "le") => "du",
        ("de", "les") => "des",
        ("à", "le") => "au",
        ("à", "les") => "aux",
        _ => null,
    };

    private static FrenchWord Joined(string text, FrenchWord first, FrenchWord second) => new(text, [.. first.Links, .. second.Links]);

    private static bool StartsWithVowelSound(string word)
    {
        if (Blocking.Contains(word))
        {
            return false;
        }

        // Decomposition strips the accent from the letter; the ligature of "œuf" has none.
        char letter = char.ToLowerInvariant(word.Normalize(NormalizationForm.FormD)[0]);
        return "aeiouhœ".Contains(letter);
    }
}
