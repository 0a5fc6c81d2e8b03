using QuickstartCorpus.Alignment;
using QuickstartCorpus.French;
using QuickstartCorpus.Lexicon;

namespace QuickstartCorpus.Grammar;

/// <summary>Builds clauses around a verb and its frame.</summary>
internal sealed class Clauses
{
    private static readonly string[] Living = ["person", "animal"];

    private readonly SplitMix64 _random;
    private readonly Dictionary _dictionary;
    private readonly NounPhrases _nounPhrases;
    private readonly Adverbials _adverbials;
    private readonly VerbGroups _verbGroups;
    private readonly Copulas _copulas;

    internal Clauses(SplitMix64 random, Dictionary dictionary)
    {
        _random = random;
        _dictionary = dictionary;
        _nounPhrases = new NounPhrases(random, dictionary);
        _adverbials = new Adverbials(random, _nounPhrases);
        _verbGroups = new VerbGroups(dictionary.Conjugations);
        _copulas = new Copulas(random, dictionary);
    }

    /// <summary>Any clause; <paramref name="isInverted"/> for the word order of English questions.</summary>
    internal Clause Build(bool isInverted, bool mayHaveTime)
    {
        var tense = _random.Pick<Tense>([Tense.Present, Tense.Present, Tense.Past, Tense.Past, Tense.Future]);
        if (_random.Chance(18))
        {
            return Predicate(tense, isInverted);
        }

        var verb = _random.Pick(_dictionary.VerbsOf(AnyFrame(), Living));
        var subject = SubjectOf(verb);
        return WithVerb(Request(subject, verb, tense, isInverted), mayHaveTime);
    }

    /// <summary>A short statement with "be", for reasons and reported thoughts.</summary>
    internal Clause Predicate(Tense tense, bool isInverted)
    {
        while (true)
        {
            var subject = _random.Chance(35)
                ? NounPhrases.Subject(_random.Pick(Pronoun.All))
                : _nounPhrases.Build(new NounPhraseRequest(["person", "animal", "thing", "food", "drink", "vehicle", "building", "surface", "text", "door"], MayExtend: true));
            var polarity = isInverted || subject.IsDistributive || _random.Chance(75) ? Polarity.Affirmative : Polarity.Negative;
            if (_copulas.Build(subject, tense, polarity) is { } clause)
            {
                return clause;
            }
        }
    }

    /// <summary>"Who ...?": the question word is the subject.</summary>
    internal Clause AboutSubject()
    {
        var who = new EnglishWord("who");
        var subject = new NounPhrase(
            new Phrase([who], [FrenchWord.Sure("qui", who)]), GrammaticalPerson.ThirdSingular, new Agreement(Gender.Masculine, false), null, ["person"], []);
        var verb = _random.Pick(_dictionary.VerbsOf(AnyFrame(), ["person"]));
        var tense = _random.Pick<Tense>([Tense.Present, Tense.Past, Tense.Future]);
        return WithVerb(new VerbGroupRequest(subject, verb, Tense: tense), mayHaveTime: true);
    }

    /// <summary>"Which book ...?": the direct object comes first, and the participle agrees with it.</summary>
    internal (NounPhrase Object, Clause Clause) AboutObject()
    {
        var verb = _random.Pick(_dictionary.VerbsOf(VerbFrame.Direct, ["person"]));
        var asked = _nounPhrases.Which(verb.ObjectClasses.Any(name => name == "drink") && verb.ObjectClasses.Count == 1 ? ["thing"] : verb.ObjectClasses);
        var subject = SubjectOf(verb);
        var tense = _random.Pick<Tense>([Tense.Present, Tense.Past, Tense.Future]);
        var request = new VerbGroupRequest(subject, verb, Tense: tense, PrecedingObject: asked.Agreement, IsInverted: true);
        return (asked, new Clause(subject, _verbGroups.Build(request), Phrase.Empty, Combinations(request, asked.Combinations)));
    }

    /// <summary>"thinks that", "pense que", to be followed by a statement.</summary>
    internal Clause Reporting()
    {
        var verb = _random.Pick(_dictionary.VerbsOf(VerbFrame.Clause, ["person"]));
        var request = new VerbGroupRequest(SubjectOf(verb), verb);
        var that = new EnglishWord("that");
        var conjunction = new Phrase([that], [FrenchWord.Sure("que", that) with { BeforeVowel = "qu'" }]);
        return new Clause(request.Subject, _verbGroups.Build(request), conjunction, Combinations(request, []));
    }

    private VerbFrame AnyFrame() => _random.Next(100) switch
    {
        < 55 => VerbFrame.Direct,
        < 72 => VerbFrame.None,
        < 86 => VerbFrame.Goal,
        _ => VerbFrame.Gift,
    };

    // Pronouns refer to people, so a verb for animals gets a noun.
    private NounPhrase SubjectOf(Verb verb) => verb.SubjectClasses.Contains("person")
        ? _nounPhrases.Subject(verb.SubjectClasses)
        : _nounPhrases.Build(new NounPhraseRequest(verb.SubjectClasses));

    private VerbGroupRequest Request(NounPhrase subject, Verb verb, Tense tense, bool isInverted)
    {
        var modal = tense == Tense.Present && _random.Chance(30) ? _random.Pick(Modal.All) : null;
        var polarity = isInverted || subject.IsDistributive ? Polarity.Affirmative : _random.Next(100) switch { < 72 => Polarity.Affirmative, < 92 => Polarity.Negative, _ => Polarity.Never };
        bool hasFrequency = polarity == Polarity.Affirmative && tense != Tense.Future && _random.Chance(12);
        var request = new VerbGroupRequest(
            subject, verb, modal, tense, polarity, hasFrequency ? _adverbials.Frequency() : null, IsInverted: isInverted);
        return verb.Frame is VerbFrame.Direct or VerbFrame.Gift && _random.Chance(30) ? WithClitic(request) : request;
    }

    private VerbGroupRequest WithClitic(VerbGroupRequest request)
    {
        bool isDirect = request.Verb.Frame == VerbFrame.Direct;
        bool takesPeople = !isDirect || request.Verb.ObjectClasses.Contains("person");
        var fitting = Pronoun.All.Where(pronoun => pronoun.MayBeObjectOf(request.Subject.Person)
            && (takesPeople || pronoun.EnglishObject == "them")).ToList();
        return request with { Clitic = _random.Pick(fitting), CliticIsDirect = isDirect };
    }

    private Clause WithVerb(VerbGroupRequest request, bool mayHaveTime)
    {
        bool addsTime = mayHaveTime && request.Frequency is null && request.Polarity != Polarity.Never && request.Modal is null && _random.Chance(20);
        // After a relative clause the time would belong to that clause, which has a different tense.
        var (tail, combinations) = request.Verb.Frame switch
        {
            VerbFrame.Direct => DirectObject(request, mayExtend: !addsTime),
            VerbFrame.Goal => Goal(request.Verb, mayExtend: !addsTime),
            VerbFrame.Gift => Gift(request),
            _ => Circumstance(),
        };
        var group = _verbGroups.Build(request);
        var complement = request.Verb.Frame == VerbFrame.Goal ? LinkPreposition(group, request.Verb, tail) : tail;
        var whole = addsTime ? complement.Then(_adverbials.Time(request.Tense)) : complement;
        return new Clause(request.Subject, group, whole, Combinations(request, combinations));
    }

    private static string[] Combinations(VerbGroupRequest request, IEnumerable<string> others) =>
        [.. request.Subject.Combinations, .. request.Subject.CombinationWith(request.Verb.Lemma), .. others];

    private (Phrase Tail, IReadOnlyList<string> Combinations) DirectObject(VerbGroupRequest request, bool mayExtend)
    {
        if (request.Clitic is not null)
        {
            return (Phrase.Empty, []);
        }

        var phrase = _nounPhrases.Build(new NounPhraseRequest(
            request.Verb.ObjectClasses, request.Verb.WantsDefiniteObject, request.Polarity != Polarity.Affirmative, mayExtend));
        return (phrase.Phrase, phrase.Combinations);
    }

    private (Phrase Tail, IReadOnlyList<string> Combinations) Goal(Verb verb, bool mayExtend)
    {
        var place = _nounPhrases.Build(new NounPhraseRequest(verb.ObjectClasses, IsDefinite: true, MayExtend: mayExtend));
        return (place.Phrase, place.Combinations);
    }

    /// <summary>Inserts the French preposition before the place; it translates the English particle, or a part of the verb ("enter").</summary>
    private static Phrase LinkPreposition(VerbGroup group, Verb verb, Phrase place)
    {
        if (verb.FrenchPreposition is null)
        {
            return place;
        }

        var translated = group.English[^1];
        var preposition = verb.EnglishParticle is null
            ? FrenchWord.Possible(verb.FrenchPreposition, translated)
            : FrenchWord.Sure(verb.FrenchPreposition, translated);
        return new Phrase(place.English, [preposition with { BeforeVowel = verb.FrenchPreposition == "de" ? "d'" : null }, .. place.French]);
    }

    private (Phrase Tail, IReadOnlyList<string> Combinations) Gift(VerbGroupRequest request)
    {
        var gift = _nounPhrases.Build(new NounPhraseRequest(request.Verb.ObjectClasses, IsNegatedObject: request.Polarity != Polarity.Affirmative));
        if (request.Clitic is not null)
        {
            return (gift.Phrase, gift.Combinations);
        }

        var receiver = _nounPhrases.Build(new NounPhraseRequest(["person"], IsDefinite: true));
        var to = new EnglishWord("to");
        var tail = gift.Phrase.Then(new Phrase([to], [FrenchWord.Sure("à", to)])).Then(receiver.Phrase);
        return (tail, [.. gift.Combinations, .. receiver.Combinations]);
    }

    private (Phrase Tail, IReadOnlyList<string> Combinations) Circumstance() => _random.Next(10) switch
    {
        < 5 => _adverbials.Place(),
        < 8 => (_adverbials.Manner(), []),
        _ => (Phrase.Empty, []),
    };
}
