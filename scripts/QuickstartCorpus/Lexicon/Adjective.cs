using QuickstartCorpus.French;

namespace QuickstartCorpus.Lexicon;

/// <summary>An adjective with its four French forms, its position relative to the noun, and the classes of noun that it describes.</summary>
internal sealed record Adjective(
    string English, string Masculine, string Feminine, string MasculinePlural, string? BeforeVowel, bool PrecedesNoun, IReadOnlyList<string> Classes)
{
    internal static Adjective Parse(LexiconLine line) => new(
        line[0],
        line[1],
        line.Option("f") ?? FrenchInflection.Feminine(line[1]),
        line.Option("mp") ?? FrenchInflection.AdjectivePlural(line[1]),
        line.Option("vowel"),
        line[2] == "before",
        line[3].Split(','));

    internal string French(Gender gender, bool isPlural) => (gender, isPlural) switch
    {
        (Gender.Masculine, false) => Masculine,
        (Gender.Masculine, true) => MasculinePlural,
        (Gender.Feminine, false) => Feminine,
        _ => FrenchInflection.AdjectivePlural(Feminine),
    };
}
