using QuickstartCorpus.Lexicon;

namespace QuickstartCorpus.French;

/// <summary>Regular French plurals and feminines; exceptions are in the lexicon.</summary>
internal static class FrenchInflection
{
    internal static string NounPlural(string noun)
    {
        if (noun[^1] is 's' or 'x' or 'z')
        {
            return noun;
        }

        if (Ends(noun, "al"))
        {
            return noun[..^2] + "aux";
        }

        return noun + (Ends(noun, "eau") || Ends(noun, "eu") ? "x" : "s");
    }

    internal static string AdjectivePlural(string adjective) => adjective[^1] is 's' or 'x' ? adjective : adjective + "s";

    internal static string Feminine(string adjective)
    {
        if (adjective.EndsWith('e'))
        {
            return adjective;
        }

        return Ends(adjective, "eux") ? adjective[..^1] + "se" : adjective + "e";
    }

    /// <summary>Agreement of a past participle: "vu", "vue", "vus", "vues".</summary>
    internal static string Participle(string participle, Gender gender, bool isPlural)
    {
        string form = gender == Gender.Feminine ? participle + "e" : participle;
        return isPlural && !form.EndsWith('s') ? form + "s" : form;
    }

    private static bool Ends(string word, string ending) => word.EndsWith(ending, StringComparison.Ordinal);
}
