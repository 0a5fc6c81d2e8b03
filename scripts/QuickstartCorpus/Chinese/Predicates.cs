using QuickstartCorpus.Alignment;

namespace QuickstartCorpus.Chinese;

/// <summary>Builds clauses with "be": adjectives, comparisons, positions, identities and ages.</summary>
internal sealed class Predicates(SplitMix64 random, ChineseLexicon lexicon, NounPhrases nounPhrases, Adverbials adverbials)
{
    private static readonly Determiner[] Subjects =
    [
        Determiner.Definite, Determiner.Definite, Determiner.Demonstrative, Determiner.Demonstrative, Determiner.PluralDemonstrative,
        Determiner.CountedDemonstrative, Determiner.Possessive, Determiner.Possessive,
    ];

    private static readonly Determiner[] Compared = [Determiner.Demonstrative, Determiner.Demonstrative, Determiner.Possessive, Determiner.Possessive, Determiner.PluralDemonstrative];

    private static readonly (string English, string Chinese)[] Ages =
    [
        ("two", "两"), ("three", "三"), ("five", "五"), ("six", "六"), ("eight", "八"), ("ten", "十"), ("twelve", "十二"), ("twenty", "二十"),
        ("twenty-two", "二十二"), ("thirty", "三十"), ("thirty-two", "三十二"),
    ];

    /// <summary>"The cat is very big", "is not black": 猫非常大, 不是黑色的.</summary>
    internal Clause Adjective(Mode mode, Aspect tense = Aspect.State)
    {
        var (subject, adjective) = Described();
        return Adjective(subject, adjective, mode, tense);
    }

    internal Clause Adjective(NounPhrase subject, Adjective adjective, Mode mode, Aspect tense = Aspect.State)
    {
        var actual = subject.Distributed is null ? mode : Mode.Affirmative;
        var be = VerbGroups.Be(subject.Person, isPast: tense == Aspect.Past);
        var not = actual == Mode.Negative ? new EnglishWord("not") : null;
        var word = Part.Of(adjective.English, adjective.Chinese);
        var group = adjective.IsColour ? Colour(be, not, word) : Graded(be, not, word, actual);
        bool hasTime = tense == Aspect.Past;
        return new Clause(subject, group, Combinations(subject, adjective)) { Time = hasTime ? adverbials.Past() : Part.Empty };
    }

    /// <summary>A person's state: "is tired", or with a time in the past "was tired yesterday".</summary>
    internal Clause Condition(Mode mode, Aspect tense)
    {
        var subject = nounPhrases.Individual(["human"]);
        var adjective = random.Pick(lexicon.Adjectives.Where(adjective => adjective.English is "busy" or "tired" or "happy" or "hungry").ToList());
        return Adjective(subject, adjective, mode, tense);
    }

    /// <summary>"is bigger than", "is much bigger than", "is not as big as", "is as big as": 比, 比 ... 得多, 没有, 跟 ... 一样.</summary>
    internal Clause Comparison(bool isQuestion)
    {
        Adjective adjective;
        NounPhrase first;
        NounPhrase second;
        do
        {
            adjective = random.Pick(lexicon.Adjectives.Where(candidate => candidate.Comparative is not null).ToList());
            var fitting = lexicon.Nouns.Where(adjective.Describes).ToList();
            bool isHuman = adjective.Classes.Contains("person");
            first = isHuman ? nounPhrases.Subject(["human"]) : nounPhrases.Build(random.Pick(fitting), Compared);
            second = !isHuman ? nounPhrases.Build(first.Head!, Compared)
                : random.Chance(40) ? nounPhrases.ObjectPronoun(first) : nounPhrases.Build(random.Pick(lexicon.NounsOf("person", "kin")), [Determiner.Possessive, Determiner.Demonstrative]);
        }
        while (first.Distributed is not null || first.Head is { IsMass: true } || first.Combinations.Count + second.Combinations.Count > 0 || Same(first, second));

        int kind = isQuestion ? 0 : random.Next(10);
        var be = VerbGroups.Be(first.Person);
        var group = kind switch
        {
            < 7 => Than(be, adjective, second, kind switch { 5 => ("much", "得多"), 6 => ("a_little", "一点"), _ => null }),
            < 9 => NotAs(be, adjective, second),
            _ => As(be, adjective, second),
        };
        return new Clause(first, group, Combinations(first, adjective));
    }

    /// <summary>"The cat is under the table", "Tom is at home": 猫在桌子下面, 汤姆在家里.</summary>
    internal Clause Position(Mode mode)
    {
        bool isPerson = random.Chance(40);
        var subject = isPerson
            ? nounPhrases.Subject(["human"])
            : nounPhrases.Build(random.Pick(lexicon.NounsOf("carried", "pet")), [Determiner.Definite, Determiner.Definite, Determiner.Possessive, Determiner.Possessive, Determiner.Demonstrative]);
        var actual = subject.Distributed is null ? mode : Mode.Affirmative;
        var be = VerbGroups.Be(subject.Person);
        var not = actual == Mode.Negative ? new EnglishWord("not") : null;
        var (place, combinations) = !isPerson ? Positioned(adverbials.Position(subject.Head, isIndoors: true))
            : random.Chance(25) ? (Adverbials.AtHome(), [])
            : adverbials.Place();
        var verb = place.Chinese[0] with { Links = [new Link(be, true), .. place.Chinese[0].Links.Select(link => link with { IsSure = false })] };
        return new Clause(
            subject,
            new VerbGroup(be, false, [.. Present(not), .. place.English], not is null ? [] : [ChineseWord.Sure("不", not)], [verb, .. place.Chinese.Skip(1)]),
            [.. subject.Combinations, .. combinations]);
    }

    /// <summary>"Where is my book": 我的书在哪里.</summary>
    internal (Part Part, IReadOnlyList<string> Combinations) Where()
    {
        var subject = random.Chance(30)
            ? nounPhrases.Individual(["human"])
            : nounPhrases.Build(random.Pick(lexicon.NounsOf("carried", "pet", "place")), [Determiner.Definite, Determiner.Possessive, Determiner.Demonstrative, Determiner.PluralDemonstrative]);
        var be = VerbGroups.Be(subject.Person);
        var where = new EnglishWord("where");
        return (
            new Part([where, be, .. subject.Part.English], [.. subject.Part.Chinese, ChineseWord.Sure("在", be), ChineseWord.Sure("哪里", where)]),
            subject.Combinations);
    }

    /// <summary>"He is a teacher", "this is my book": 他是老师, 这是我的书.</summary>
    internal Clause Identity(Mode mode)
    {
        var (subject, phrase) = random.Chance(40) ? Profession() : Thing();
        var be = VerbGroups.Be(subject.Person);
        var not = mode == Mode.Negative ? new EnglishWord("not") : null;
        return new Clause(
            subject,
            new VerbGroup(be, false, [.. Present(not), .. phrase.Part.English], not is null ? [] : [ChineseWord.Sure("不", not)], [ChineseWord.Sure("是", be), .. phrase.Part.Chinese]),
            [.. subject.Combinations, .. phrase.Combinations]);
    }

    /// <summary>"My son is two years old": 我儿子两岁, without a verb.</summary>
    internal Clause Age()
    {
        var subject = random.Chance(50)
            ? nounPhrases.Build(random.Pick(lexicon.NounsOf("learner")), [Determiner.Demonstrative, Determiner.Possessive])
            : nounPhrases.Name();
        var (number, chinese) = random.Pick(Ages);
        var (be, count, years, old) = (VerbGroups.Be(subject.Person), new EnglishWord(number), new EnglishWord("years"), new EnglishWord("old"));
        return new Clause(
            subject,
            new VerbGroup(be, false, [count, years, old], [], [ChineseWord.Sure(chinese, count), ChineseWord.Sure("岁", years, old).AlsoPossible(be)]),
            subject.Combinations);
    }

    /// <summary>"There is a cat under the table": 桌子下面有一只猫.</summary>
    internal (Part Part, IReadOnlyList<string> Combinations) Existence(bool isNegative)
    {
        var noun = random.Pick(lexicon.NounsOf("carried", "pet", "container", "fruit"));
        bool isPlural = isNegative || random.Chance(50);
        var thing = nounPhrases.Build(noun, isNegative ? [Determiner.Generic] : isPlural ? [Determiner.Number, Determiner.Number, Determiner.Several, Determiner.Many] : [Determiner.Indefinite]);
        var (position, combinations) = adverbials.Position(noun, isIndoors: false);
        var (there, be) = (new EnglishWord("there"), new EnglishWord(isPlural ? "are" : "is"));
        var no = isNegative ? new EnglishWord("no") : null;
        return (
            new Part(
                [there, be, .. Present(no), .. thing.Part.English, .. position.English],
                [.. position.Chinese, .. no is null ? [] : new[] { ChineseWord.Sure("没", no) }, ChineseWord.Sure("有", there, be), .. thing.Part.Chinese]),
            [.. thing.Combinations, .. combinations]);
    }

    /// <summary>"Are there books on the table", "how many books are there on the table": 桌子上有书吗, 桌子上有几本书.</summary>
    internal (Part Part, IReadOnlyList<string> Combinations) ExistenceQuestion(bool counts)
    {
        var noun = random.Pick(lexicon.NounsOf("carried", "pet", "container", "fruit"));
        var thing = nounPhrases.Build(noun, [counts ? Determiner.HowMany : Determiner.Generic]);
        var (position, combinations) = adverbials.Position(noun, isIndoors: false);
        var (be, there) = (new EnglishWord("are"), new EnglishWord("there"));
        var have = ChineseWord.Sure("有", there).AlsoPossible(counts ? be : null);
        return (
            counts
                ? new Part([.. thing.Part.English, be, there, .. position.English], [.. position.Chinese, have, .. thing.Part.Chinese])
                : new Part([be, there, .. thing.Part.English, .. position.English], [.. position.Chinese, have, .. thing.Part.Chinese, ChineseWord.Sure("吗", be)]),
            [.. thing.Combinations, .. combinations]);
    }

    /// <summary>A thing with an adjective that describes it.</summary>
    internal (NounPhrase Subject, Adjective Adjective) Described()
    {
        while (true)
        {
            var adjective = random.Pick(lexicon.Adjectives);
            var phrase = adjective.Classes.Contains("person") && random.Chance(60)
                ? nounPhrases.Subject(["human"])
                : nounPhrases.Build(random.Pick(lexicon.Nouns.Where(adjective.Describes).ToList()), Subjects);
            // "The clean clean room" and "the big small cat" are excluded: no adjective in the phrase itself.
            if (phrase.Combinations.Count == 0)
            {
                return (phrase, adjective);
            }
        }
    }

    internal IReadOnlyList<Adjective> AdjectivesOf(Noun noun) => [.. lexicon.Adjectives.Where(adjective => adjective.Describes(noun) && !adjective.IsColour)];

    private (NounPhrase Subject, NounPhrase Predicate) Profession()
    {
        while (true)
        {
            var subject = random.Chance(60) ? nounPhrases.Pronoun() : nounPhrases.Name();
            if (subject.Person != Person.Plural || subject.Part.Chinese[0].Text == "你")
            {
                return (subject, nounPhrases.Build(random.Pick(lexicon.NounsOf("worker", "learner").Where(noun => noun.Classes.Contains("person") && !noun.Classes.Contains("child")).ToList()), [Determiner.Unspecific]));
            }
        }
    }

    private (NounPhrase Subject, NounPhrase Predicate) Thing()
    {
        var (english, chinese) = random.Chance(60) ? ("this", "这") : ("that", "那");
        var subject = new NounPhrase(Part.Of(english, chinese), Person.ThirdSingular, null, []);
        var noun = random.Pick(lexicon.NounsOf("goods", "carried", "pet", "kin", "art", "house"));
        return (subject, nounPhrases.Build(noun, [Determiner.Possessive, Determiner.Possessive, Determiner.Indefinite]));
    }

    private static (Part Part, IReadOnlyList<string> Combinations) Positioned((Part Part, IReadOnlyList<string> Combinations) position) => (
        position.Part with { Chinese = [ChineseWord.Possible("在", position.Part.English[0]), .. position.Part.Chinese] },
        position.Combinations);

    private static VerbGroup Colour(EnglishWord be, EnglishWord? not, Part colour) => new(
        be,
        false,
        [.. Present(not), .. colour.English],
        not is null ? [] : [ChineseWord.Sure("不", not)],
        [ChineseWord.Sure("是", be), .. colour.Chinese, ChineseWord.Possible("的", colour.English)]);

    /// <summary>An adjective is its own predicate, with 很 if nothing else qualifies it.</summary>
    private VerbGroup Graded(EnglishWord be, EnglishWord? not, Part adjective, Mode mode)
    {
        if (not is not null)
        {
            return new VerbGroup(be, false, [not, .. adjective.English], [ChineseWord.Sure("不", not).AlsoPossible(be)], adjective.Chinese);
        }

        if (mode == Mode.Question)
        {
            return new VerbGroup(be, true, adjective.English, [], adjective.Chinese);
        }

        if (random.Chance(65))
        {
            return new VerbGroup(be, false, adjective.English, [ChineseWord.Possible("很", be)], adjective.Chinese);
        }

        bool isToo = random.Chance(40);
        var degree = new EnglishWord(isToo ? "too" : "very");
        return new VerbGroup(
            be,
            false,
            [degree, .. adjective.English],
            [ChineseWord.Sure(isToo ? "太" : "非常", degree).AlsoPossible(be)],
            isToo ? [.. adjective.Chinese, ChineseWord.Possible("了", degree)] : adjective.Chinese);
    }

    private static VerbGroup Than(EnglishWord be, Adjective adjective, NounPhrase second, (string English, string Chinese)? degree)
    {
        var comparative = Part.Words(adjective.Comparative!);
        var than = new EnglishWord("than");
        var measure = degree is { } words ? Part.Of(words.English, words.Chinese) : Part.Empty;
        return new VerbGroup(
            be,
            false,
            [.. measure.English, .. comparative, than, .. second.Part.English],
            [],
            [
                ChineseWord.Sure("比", than).AlsoPossible(be), .. second.Part.Chinese, ChineseWord.Sure(adjective.Chinese, comparative), .. measure.Chinese,
            ]);
    }

    private static VerbGroup NotAs(EnglishWord be, Adjective adjective, NounPhrase second)
    {
        var (not, first, last) = (new EnglishWord("not"), new EnglishWord("as"), new EnglishWord("as"));
        var word = Part.Of(adjective.English, adjective.Chinese);
        return new VerbGroup(
            be,
            false,
            [not, first, .. word.English, last, .. second.Part.English],
            [],
            [ChineseWord.Sure("没有", not).AlsoPossible(be, first, last), .. second.Part.Chinese, .. word.Chinese]);
    }

    private static VerbGroup As(EnglishWord be, Adjective adjective, NounPhrase second)
    {
        var (first, last) = (new EnglishWord("as"), new EnglishWord("as"));
        var word = Part.Of(adjective.English, adjective.Chinese);
        return new VerbGroup(
            be,
            false,
            [first, .. word.English, last, .. second.Part.English],
            [],
            [ChineseWord.Sure("跟", last).AlsoPossible(be), .. second.Part.Chinese, ChineseWord.Sure("一样", first), .. word.Chinese]);
    }

    private static bool Same(NounPhrase first, NounPhrase second) =>
        string.Concat(first.Part.Chinese.Select(word => word.Text)) == string.Concat(second.Part.Chinese.Select(word => word.Text))
        || first.Part.English[0].Text == second.Part.English[0].Text;

    private static string[] Combinations(NounPhrase subject, Adjective adjective) =>
        [.. subject.Combinations, .. subject.CombinationWith(adjective.English)];

    private static IEnumerable<EnglishWord> Present(EnglishWord? word) => word is null ? [] : [word];
}
