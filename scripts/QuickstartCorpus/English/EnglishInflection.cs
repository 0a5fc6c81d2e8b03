namespace QuickstartCorpus.English;

/// <summary>Regular English plurals and verb forms, and the choice between "a" and "an".</summary>
internal static class EnglishInflection
{
    private const string Vowels = "aeiou";

    // Spelled with a vowel but pronounced with a consonant, and vice versa.
    private static readonly string[] ConsonantSounds = ["uni", "use"];
    private static readonly string[] SilentH = ["honest", "hour"];

    internal static string Plural(string noun) => WithS(noun, takesEsAfterO: false);

    internal static string ThirdPerson(string verb) => WithS(verb, takesEsAfterO: true);

    internal static string Past(string verb) => verb.EndsWith('e') ? verb + "d" : verb + "ed";

    internal static string IndefiniteArticle(string nextWord)
    {
        string word = nextWord.ToLowerInvariant();
        bool soundsLikeVowel = Vowels.Contains(word[0]) && !StartsWithAny(word, ConsonantSounds);
        return soundsLikeVowel || StartsWithAny(word, SilentH) ? "an" : "a";
    }

    private static string WithS(string word, bool takesEsAfterO)
    {
        if (word.EndsWith('y') && !Vowels.Contains(word[^2]))
        {
            return word[..^1] + "ies";
        }

        bool hisses = word[^1] is 's' or 'x' or 'z' || EndsWithAny(word, "ch", "sh") || (takesEsAfterO && word.EndsWith('o'));
        return word + (hisses ? "es" : "s");
    }

    private static bool StartsWithAny(string word, string[] beginnings) =>
        Array.Exists(beginnings, beginning => word.StartsWith(beginning, StringComparison.Ordinal));

    private static bool EndsWithAny(string word, params string[] endings) =>
        Array.Exists(endings, ending => word.EndsWith(ending, StringComparison.Ordinal));
}
