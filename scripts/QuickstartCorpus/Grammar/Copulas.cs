using QuickstartCorpus.Alignment;
using QuickstartCorpus.French;
using QuickstartCorpus.Lexicon;

namespace QuickstartCorpus.Grammar;

/// <summary>Builds predicates such as "is black": the verb "be" with an adjective that agrees with the subject.</summary>
internal sealed class Copulas(SplitMix64 random, Dictionary dictionary)
{
    private static readonly (string English, string French)[] Degrees = [("very", "très"), ("too", "trop")];

    private readonly Conjugation _etre = dictionary.Conjugations.Of("être");

    /// <summary>Builds a predicate for a subject; null if no adjective describes it.</summary>
    internal Clause? Build(NounPhrase subject, Tense tense, Polarity polarity)
    {
        var fitting = dictionary.Adjectives.Where(adjective => subject.Classes.Any(adjective.Classes.Contains)).ToList();
        if (fitting.Count == 0)
        {
            return null;
        }

        var adjective = random.Pick(fitting);
        var will = tense == Tense.Future ? new EnglishWord("will") : null;
        var be = new EnglishWord(tense == Tense.Future ? "be" : EnglishForm(subject.Person, tense));
        var negation = polarity switch { Polarity.Negative => new EnglishWord("not"), Polarity.Never => new EnglishWord("never"), _ => null };
        var group = new VerbGroup(
            will ?? be,
            AuxiliaryIsEmpty: false,
            will is null ? Present(negation) : Present(negation, be),
            French(subject.Person, tense, polarity, be, will, negation));
        return new Clause(subject, group, Predicate(adjective, subject.Agreement), CombinationsOf(subject, adjective));
    }

    private static EnglishWord[] Present(params EnglishWord?[] words) => words.OfType<EnglishWord>().ToArray();

    private static string[] CombinationsOf(NounPhrase subject, Adjective adjective) =>
        [.. subject.Combinations, .. subject.CombinationWith(adjective.English).Select(Reversed)];

    // Adjective and noun are one combination, whatever their order.
    private static string Reversed(string combination) => string.Join('+', combination.Split('+').Reverse());

    private FrenchWord[] French(GrammaticalPerson person, Tense tense, Polarity polarity, EnglishWord be, EnglishWord? will, EnglishWord? negation)
    {
        string form = tense switch
        {
            Tense.Past => _etre.InImperfect(person),
            Tense.Future => _etre.InFuture(person),
            _ => _etre.InPresent(person),
        };
        var finite = FrenchWord.Sure(form, be).AlsoPossible(will is null ? [] : [will]);
        return negation is null
            ? [finite]
            : [
                FrenchWord.Possible("ne", negation) with { BeforeVowel = "n'" },
                finite,
                FrenchWord.Sure(polarity == Polarity.Never ? "jamais" : "pas", negation),
            ];
    }

    private Phrase Predicate(Adjective adjective, Agreement agreement)
    {
        var english = new EnglishWord(adjective.English);
        var phrase = new Phrase([english], [FrenchWord.Sure(adjective.French(agreement.Gender, agreement.IsPlural), english)]);
        if (adjective.PrecedesNoun || !random.Chance(30))
        {
            return phrase;
        }

        var (degree, french) = random.Pick(Degrees);
        var word = new EnglishWord(degree);
        return new Phrase([word], [FrenchWord.Sure(french, word)]).Then(phrase);
    }

    private static string EnglishForm(GrammaticalPerson person, Tense tense) => (person, tense) switch
    {
        (GrammaticalPerson.FirstSingular, Tense.Present) => "am",
        (GrammaticalPerson.ThirdSingular, Tense.Present) => "is",
        (_, Tense.Present) => "are",
        (GrammaticalPerson.FirstSingular or GrammaticalPerson.ThirdSingular, _) => "was",
        _ => "were",
    };
}
