using QuickstartCorpus.Alignment;
using QuickstartCorpus.French;
using QuickstartCorpus.Lexicon;

namespace QuickstartCorpus.Grammar;

/// <summary>Builds noun phrases with agreement.</summary>
internal sealed class NounPhrases(SplitMix64 random, Dictionary dictionary)
{
    private const int PluralPercent = 35;
    private const int AdjectivePercent = 45;
    private const int SecondAdjectivePercent = 20;
    private const int PossessorPercent = 12;
    private const int RelativePercent = 20;

    private static readonly DeterminerKind[] DefiniteKinds =
        [DeterminerKind.Definite, DeterminerKind.Definite, DeterminerKind.Definite, DeterminerKind.Possessive, DeterminerKind.Possessive, DeterminerKind.Demonstrative];

    private static readonly DeterminerKind[] SingularKinds = [.. DefiniteKinds, DeterminerKind.Indefinite, DeterminerKind.Indefinite, DeterminerKind.Every];

    private static readonly DeterminerKind[] PluralKinds =
        [.. DefiniteKinds, DeterminerKind.Indefinite, DeterminerKind.Several, DeterminerKind.Many, DeterminerKind.All, DeterminerKind.Number, DeterminerKind.Number];

    private readonly Determiners _determiners = new(random);

    /// <summary>Builds any noun phrase that fits; some have a name, a possessor or a relative clause.</summary>
    internal NounPhrase Build(NounPhraseRequest request)
    {
        if (request.Classes.Contains("person") && random.Chance(20))
        {
            return Name();
        }

        var noun = random.Pick(dictionary.NounsOf(request.Classes));
        bool isPlural = !noun.IsMass && random.Chance(PluralPercent);
        if (request.MayExtend && random.Chance(PossessorPercent))
        {
            return WithPossessor(noun, isPlural);
        }

        var kinds = request.IsDefinite ? DefiniteKinds : isPlural ? PluralKinds : noun.IsMass ? [.. DefiniteKinds, DeterminerKind.Indefinite] : SingularKinds;
        var kind = random.Pick(kinds);
        var phrase = Described(noun, isPlural, beforeAdjective => _determiners.Build(kind, noun, isPlural, beforeAdjective, request.IsNegatedObject));
        return request.MayExtend && kind == DeterminerKind.Definite && random.Chance(RelativePercent) ? WithRelative(phrase) : phrase;
    }

    /// <summary>A subject: a pronoun, a name, a noun phrase or two of them.</summary>
    internal NounPhrase Subject(IReadOnlyList<string> classes)
    {
        if (random.Chance(35))
        {
            return Subject(random.Pick(Pronoun.All));
        }

        return random.Chance(8) ? Coordinated(classes) : Build(new NounPhraseRequest(classes, MayExtend: true));
    }

    internal static NounPhrase Subject(Pronoun pronoun)
    {
        var english = new EnglishWord(pronoun.English);
        var french = FrenchWord.Sure(pronoun.French, english) with { BeforeVowel = pronoun.French == "je" ? "j'" : null };
        return new NounPhrase(
            new Phrase([english], [french]), pronoun.Person, new Agreement(pronoun.Gender, pronoun.IsPlural), null, ["person"], []);
    }

    internal NounPhrase Name()
    {
        var name = random.Pick(ProperName.All);
        var english = new EnglishWord(name.Text);
        return new NounPhrase(
            new Phrase([english], [FrenchWord.Sure(name.Text, english)]),
            GrammaticalPerson.ThirdSingular, new Agreement(name.Gender, false), null, ["person"], []);
    }

    /// <summary>The noun after "which".</summary>
    internal NounPhrase Which(IReadOnlyList<string> classes)
    {
        var noun = random.Pick(dictionary.NounsOf(classes).Where(noun => !noun.IsMass).ToList());
        bool isPlural = random.Chance(PluralPercent);
        var which = new EnglishWord("which");
        string french = (noun.Gender, isPlural) switch
        {
            (Gender.Masculine, false) => "quel",
            (Gender.Masculine, true) => "quels",
            (Gender.Feminine, false) => "quelle",
            _ => "quelles",
        };
        return Described(noun, isPlural, _ => new Phrase([which], [FrenchWord.Sure(french, which)]));
    }

    private NounPhrase Coordinated(IReadOnlyList<string> classes)
    {
        var request = new NounPhraseRequest(classes, IsDefinite: true);
        var first = Build(request);
        var second = Build(request);
        if (first.Head == second.Head)
        {
            // "The tourist and his tourist" sounds odd, and two names may be the same.
            return first;
        }

        var and = new EnglishWord("and");
        bool isMasculine = first.Agreement.Gender == Gender.Masculine || second.Agreement.Gender == Gender.Masculine;
        return new NounPhrase(
            first.Phrase.Then(new Phrase([and], [FrenchWord.Sure("et", and)])).Then(second.Phrase),
            GrammaticalPerson.ThirdPlural,
            new Agreement(isMasculine ? Gender.Masculine : Gender.Feminine, true),
            null,
            first.Classes.Intersect(second.Classes).ToArray(),
            [.. first.Combinations, .. second.Combinations]);
    }

    /// <summary>Determiner, adjectives and noun: all English adjectives before the noun, the French ones before or after it.</summary>
    private NounPhrase Described(Noun noun, bool isPlural, Func<bool, Phrase> determine)
    {
        var adjectives = Adjectives(noun);
        var before = adjectives.Where(adjective => adjective.PrecedesNoun).Select(adjective => Word(adjective, noun, isPlural)).ToList();
        var after = adjectives.Where(adjective => !adjective.PrecedesNoun).Select(adjective => Word(adjective, noun, isPlural)).ToList();
        var determiner = determine(before.Count > 0);
        var head = new EnglishWord(isPlural ? noun.EnglishPlural : noun.English);
        var french = FrenchWord.Sure(isPlural ? noun.FrenchPlural : noun.French, head);
        var described = new Phrase(
            [.. before.Select(pair => pair.English), .. after.Select(pair => pair.English), head],
            [.. before.Select(pair => pair.French), french, .. after.Select(pair => pair.French)]);
        return new NounPhrase(
            determiner.Then(described),
            isPlural ? GrammaticalPerson.ThirdPlural : GrammaticalPerson.ThirdSingular,
            new Agreement(noun.Gender, isPlural),
            noun,
            noun.Classes,
            adjectives.Select(adjective => $"{adjective.English}+{noun.English}").ToArray());
    }

    private List<Adjective> Adjectives(Noun noun)
    {
        var fitting = dictionary.AdjectivesFor(noun);
        if (fitting.Count == 0 || !random.Chance(AdjectivePercent))
        {
            return [];
        }

        var first = random.Pick(fitting);
        // Two adjectives only if they are on different sides of the French noun.
        var others = fitting.Where(adjective => adjective.PrecedesNoun != first.PrecedesNoun).ToList();
        return others.Count > 0 && random.Chance(SecondAdjectivePercent) ? [first, random.Pick(others)] : [first];
    }

    private static (EnglishWord English, FrenchWord French) Word(Adjective adjective, Noun noun, bool isPlural)
    {
        var english = new EnglishWord(adjective.English);
        bool isMasculineSingular = noun.Gender == Gender.Masculine && !isPlural;
        var french = FrenchWord.Sure(adjective.French(noun.Gender, isPlural), english) with
        {
            BeforeVowel = isMasculineSingular ? adjective.BeforeVowel : null,
        };
        return (english, french);
    }

    /// <summary>"Paul's cat", "le chat de Paul": the owner comes first in English and last in French.</summary>
    private NounPhrase WithPossessor(Noun noun, bool isPlural)
    {
        var owner = random.Chance(50) ? Name() : Owner();
        var genitive = owner.Phrase.English[^1];
        genitive.Text += "'s";
        var owned = Described(noun, isPlural, _ => new Phrase([], [Determiners.Article(noun.Gender, isPlural, genitive)]));
        return owned with
        {
            Phrase = new Phrase(
                [.. owner.Phrase.English, .. owned.Phrase.English],
                [.. owned.Phrase.French, Determiners.De(genitive), .. owner.Phrase.French]),
            Combinations = [.. owned.Combinations, .. owner.Combinations],
        };
    }

    private NounPhrase Owner()
    {
        var noun = random.Pick(dictionary.NounsOf(["person"]));
        var kind = random.Pick(DefiniteKinds);
        return Described(noun, false, beforeAdjective => _determiners.Build(kind, noun, false, beforeAdjective, false));
    }

    /// <summary>"the man who sings", "the book that I buy".</summary>
    private NounPhrase WithRelative(NounPhrase antecedent)
    {
        var noun = antecedent.Head!;
        bool isLiving = noun.Is(["person", "animal"]);
        var verbs = isLiving
            ? dictionary.VerbsOf(VerbFrame.None, noun.Classes)
            : dictionary.VerbsOf(VerbFrame.Direct, ["person"]).Where(verb => noun.Is(verb.ObjectClasses)).ToList();
        if (verbs.Count == 0)
        {
            return antecedent;
        }

        var verb = random.Pick(verbs);
        return isLiving ? WithSubjectRelative(antecedent, verb) : WithObjectRelative(antecedent, verb);
    }

    private static NounPhrase WithSubjectRelative(NounPhrase antecedent, Verb verb)
    {
        var who = new EnglishWord(antecedent.Head!.IsPerson ? "who" : "that");
        var does = new EnglishWord(verb.EnglishForm(isPast: false, antecedent.IsThirdSingular));
        var relative = new Phrase(
            [who, does],
            [FrenchWord.Sure("qui", who), FrenchWord.Sure(verb.French.InPresent(antecedent.Person), does)]);
        return antecedent with
        {
            Phrase = antecedent.Phrase.Then(relative),
            Combinations = [.. antecedent.Combinations, .. antecedent.CombinationWith(verb.Lemma)],
        };
    }

    private NounPhrase WithObjectRelative(NounPhrase antecedent, Verb verb)
    {
        var subject = Subject(random.Pick(Pronoun.All));
        var that = new EnglishWord("that");
        var does = new EnglishWord(verb.EnglishForm(isPast: false, subject.IsThirdSingular));
        EnglishWord[] verbWords = verb.EnglishParticle is null ? [does] : [does, new EnglishWord(verb.EnglishParticle)];
        var opening = new Phrase([that], [FrenchWord.Sure("que", that) with { BeforeVowel = "qu'" }]);
        var closing = new Phrase(verbWords, [FrenchWord.Sure(verb.French.InPresent(subject.Person), verbWords)]);
        return antecedent with { Phrase = antecedent.Phrase.Then(opening).Then(subject.Phrase).Then(closing) };
    }
}
