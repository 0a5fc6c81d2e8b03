using QuickstartCorpus.French;

namespace QuickstartCorpus.Lexicon;

/// <summary>A personal pronoun as subject, direct object and indirect object.</summary>
/// <remarks>"I" and "we" speak as men, "you" is one man addressed politely, "they" are men: so that each sentence has one translation.</remarks>
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

    /// <summary>Whether this one may be the object of that subject without a reflexive pronoun: not "I see me" nor "we see me".</summary>
    internal bool MayBeObjectOf(GrammaticalPerson subject) =>
        Person is GrammaticalPerson.ThirdSingular or GrammaticalPerson.ThirdPlural || Group(Person) != Group(subject);

    private static int Group(GrammaticalPerson person) => (int)person % 3;
}
