using QuickstartCorpus.English;
using QuickstartCorpus.French;

namespace QuickstartCorpus.Lexicon;

/// <summary>A noun with its forms in both languages.</summary>
internal sealed record Noun(
    string English, string EnglishPlural, string French, string FrenchPlural, Gender Gender, IReadOnlyList<string> Classes, bool IsMass)
{
    internal static Noun Parse(LexiconLine line) => new(
        line[0],
        line.Option("en") ?? EnglishInflection.Plural(line[0]),
        line[1],
        line.Option("fr") ?? FrenchInflection.NounPlural(line[1]),
        line[2] == "f" ? Gender.Feminine : Gender.Masculine,
        line[3].Split(','),
        line.Has("mass"));

    internal bool IsPerson => Classes.Contains("person");

    internal bool Is(IReadOnlyList<string> classes) => classes.Any(Classes.Contains);
}
