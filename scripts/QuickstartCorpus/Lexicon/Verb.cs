using QuickstartCorpus.English;
using QuickstartCorpus.French;

namespace QuickstartCorpus.Lexicon;

/// <summary>A verb in both languages, with its frame and the classes of its arguments.</summary>
internal sealed record Verb(
    string English,
    string? EnglishParticle,
    string EnglishPast,
    Conjugation French,
    string? FrenchPreposition,
    VerbFrame Frame,
    IReadOnlyList<string> SubjectClasses,
    IReadOnlyList<string> ObjectClasses,
    bool WantsDefiniteObject)
{
    /// <summary>The verb's name in held-out combinations.</summary>
    internal string Lemma => EnglishParticle is null ? English : $"{English}_{EnglishParticle}";

    internal static Verb Parse(LexiconLine line, Conjugations conjugations)
    {
        string[] english = line[0].Split('_');
        string[] french = line[1].Split(':');
        return new Verb(
            english[0],
            english.ElementAtOrDefault(1),
            line.Option("past") ?? EnglishInflection.Past(english[0]),
            conjugations.Of(french[0], line.Has("etre")),
            french.ElementAtOrDefault(1),
            Enum.Parse<VerbFrame>(line[2], ignoreCase: true),
            Expand(line[3]),
            Expand(line[4]),
            line.Has("definite"));
    }

    /// <summary>The English form; <paramref name="isThird"/> is meant for the third person singular of the present.</summary>
    internal string EnglishForm(bool isPast, bool isThird) =>
        isPast ? EnglishPast : isThird ? EnglishInflection.ThirdPerson(English) : English;

    private static string[] Expand(string classes) => classes switch
    {
        "any" => ["person", "animal", "thing", "food", "vehicle", "building", "nearby"],
        "living" => ["person", "animal"],
        _ => classes.Split(','),
    };
}
