using System.Text.RegularExpressions;
using QuickstartCorpus.Lexicon;

namespace QuickstartCorpus.French;

/// <summary>Conjugates French verbs: the irregular ones from a table, the others by the ending of their infinitive.</summary>
internal sealed partial class Conjugations(IReadOnlyList<LexiconLine> irregular)
{
    private const int ParticipleColumn = 7;
    private const int FutureColumn = 8;

    /// <summary>Verbs in -eler and -eter that double the consonant, while others take a grave accent.</summary>
    private static readonly string[] Doubling = ["appeler", "jeter"];

    private readonly Dictionary<string, LexiconLine> _irregular = irregular.ToDictionary(line => line[0]);

    internal Conjugation Of(string infinitive, bool takesEtre = false)
    {
        if (_irregular.TryGetValue(infinitive, out var line))
        {
            string[] present = Enumerable.Range(1, 6).Select(column => line[column]).ToArray();
            return new Conjugation(infinitive, present, line[ParticipleColumn], line[FutureColumn], takesEtre);
        }

        string stem = infinitive[..^2];
        return infinitive[^2..] switch
        {
            "er" => FirstGroup(infinitive, stem, takesEtre),
            "ir" => new Conjugation(infinitive, Forms(stem, "is", "is", "it", "issons", "issez", "issent"), stem + "i", infinitive, takesEtre),
            "re" => new Conjugation(infinitive, Forms(stem, "s", "s", "", "ons", "ez", "ent"), stem + "u", infinitive[..^1], takesEtre),
            _ => throw new ArgumentException($"'{infinitive}' is not a French infinitive.", nameof(infinitive)),
        };
    }

    private static Conjugation FirstGroup(string infinitive, string stem, bool takesEtre)
    {
        string stressed = StressedStem(infinitive, stem);
        // The spelling before -ons preserves the sound of g and c.
        string soft = stem[^1] switch { 'g' => stem + "e", 'c' => stem[..^1] + "ç", _ => stem };
        string[] present = [stressed + "e", stressed + "es", stressed + "e", soft + "ons", stem + "ez", stressed + "ent"];
        // "préférer" keeps its acute accent in the future, "acheter" and "nettoyer" change as in the present.
        string futureStem = AcuteStem().IsMatch(stem) ? infinitive : stressed + "er";
        return new Conjugation(infinitive, present, stem + "é", futureStem, takesEtre);
    }

    /// <summary>The stem when it is stressed: achèt-, préfèr-, appell-, nettoi-.</summary>
    private static string StressedStem(string infinitive, string stem)
    {
        if (Doubling.Contains(infinitive))
        {
            return stem + stem[^1];
        }

        if (stem.EndsWith('y'))
        {
            return stem[..^1] + "i";
        }

        return MuteOrAcuteStem().Replace(stem, "è$1");
    }

    private static string[] Forms(string stem, params string[] endings) => Array.ConvertAll(endings, ending => stem + ending);

    [GeneratedRegex("é[bcdfgjklmnpqrstvxz]+$")]
    private static partial Regex AcuteStem();

    [GeneratedRegex("(?:e(?=[bcdfgjklmnpqrstvxz]$)|é(?=[bcdfgjklmnpqrstvxz]+$))([bcdfgjklmnpqrstvxz]+)$")]
    private static partial Regex MuteOrAcuteStem();
}
