using QuickstartCorpus.French;

namespace QuickstartCorpus.Lexicon;

/// <summary>A personal pronoun as subject, direct object and indirect object.</summary>
/// <remarks>"I", "we" and "they" are men, and "you" is one man addressed politely, so that each sentence has one translation.</remarks>
internal sealed record Pronoun(
    string English, string EnglishObject, string French, string Direct, string Indirect, GrammaticalPerson Person, Gender Gender, bool IsPlural)
{
    internal static IReadOnlyList<Pronoun> All { get; } =
    [
        new("I", "me", "je", "me", "me", GrammaticalPerson.FirstSingular, Gender.Masculine, false),
        new("you", "you", "vous", "vous", "vous", GrammaticalPerson.SecondPlural, Gender.Masculine, false),
        new("he", "him", "il", "le", "lui", GrammaticalPerson.ThirdSingular, Gender.Masculine, false),
        new("she", "her", "elle", "la", "lui", GrammaticalPerson.ThirdSingular, Gender.Feminine, false),
        new("we", "us", "nous", "nous", "nous", GrammaticalPerson.FirstPlural, Gender.Masculine, true),
        new("they", "them", "ils", "les", "leur", GrammaticalPerson.ThirdPlural, Gender.Masculine, true),
    ];

    /// <summary>Whether this pronoun may be the object of a subject without being reflexive: excludes "I see me" and "we see me".</summary>
    internal bool MayBeObjectOf(GrammaticalPerson subject) =>
        Person is GrammaticalPerson.ThirdSingular or GrammaticalPerson.ThirdPlural || Group(Person) != Group(subject);

    private static int Group(GrammaticalPerson person) => (int)person % 3;
}
