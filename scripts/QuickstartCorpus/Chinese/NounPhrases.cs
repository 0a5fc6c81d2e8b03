using QuickstartCorpus.Alignment;

namespace QuickstartCorpus.Chinese;

/// <summary>Determiners of the grammar. Each English one has one translation and vice versa.</summary>
internal enum Determiner
{
    /// <summary>"a book": 一本书.</summary>
    Indefinite,

    /// <summary>"the book": 书 (as a subject, after 把 and 在).</summary>
    Definite,

    /// <summary>"books", "milk": 书, 牛奶.</summary>
    Generic,

    /// <summary>"a book" where Chinese has no determiner: 没有书.</summary>
    Unspecific,

    /// <summary>"this book", "that book": 这本书, 那本书.</summary>
    Demonstrative,

    /// <summary>"these books", "those books": 这些书, 那些书.</summary>
    PluralDemonstrative,

    /// <summary>"these two books": 这两本书.</summary>
    CountedDemonstrative,

    /// <summary>"my book", "Tom's book": 我的书, 汤姆的书; relatives: 我妈妈, 我们的妈妈.</summary>
    Possessive,

    /// <summary>"two books": 两本书; "two cups of tea": 两杯茶.</summary>
    Number,

    /// <summary>"several books": 好几本书.</summary>
    Several,

    /// <summary>"many books": 很多书.</summary>
    Many,

    /// <summary>"the children", of people only: 孩子们.</summary>
    People,

    /// <summary>"all the children": 孩子们都.</summary>
    All,

    /// <summary>"every child": 每个孩子都.</summary>
    Every,

    /// <summary>"which book": 哪本书.</summary>
    Which,

    /// <summary>"how many books": 几本书.</summary>
    HowMany,
}

/// <summary>Builds noun phrases: determiners, measure words and adjectives.</summary>
internal sealed class NounPhrases(SplitMix64 random, ChineseLexicon lexicon)
{
    private const int AdjectivePercent = 35;
    private const int SecondAdjectivePercent = 30;

    private static readonly (string English, string Chinese)[] Names =
    [
        ("Tom", "汤姆"), ("Mary", "玛丽"), ("Anna", "安娜"), ("David", "大卫"), ("Xiaoming", "小明"), ("Xiaohong", "小红"), ("Xiaoli", "小丽"), ("Dawei", "大伟"),
    ];

    private static readonly (string English, string Chinese, Person Person)[] Pronouns =
    [
        ("I", "我", Person.First), ("you", "你", Person.Plural), ("he", "他", Person.ThirdSingular),
        ("she", "她", Person.ThirdSingular), ("we", "我们", Person.Plural), ("they", "他们", Person.Plural),
    ];

    private static readonly (string English, string Chinese)[] ObjectPronouns =
        [("me", "我"), ("you", "你"), ("him", "他"), ("her", "她"), ("us", "我们"), ("them", "他们")];

    private static readonly (string English, string Chinese)[] Possessors =
        [("my", "我"), ("your", "你"), ("his", "他"), ("her", "她"), ("our", "我们"), ("their", "他们")];

    /// <summary>Numbers before a measure word: 两, not 二; but 二 within 十二.</summary>
    private static readonly (string English, string Chinese)[] Numbers =
    [
        ("two", "两"), ("two", "两"), ("three", "三"), ("four", "四"), ("five", "五"), ("six", "六"), ("seven", "七"),
        ("eight", "八"), ("nine", "九"), ("ten", "十"), ("twelve", "十二"), ("twenty", "二十"),
    ];

    private static readonly Determiner[] PersonSubjects =
    [
        Determiner.Definite, Determiner.Definite, Determiner.People, Determiner.People, Determiner.Demonstrative, Determiner.Demonstrative,
        Determiner.PluralDemonstrative, Determiner.CountedDemonstrative, Determiner.Possessive, Determiner.Many, Determiner.All, Determiner.Every,
    ];

    private static readonly Determiner[] OtherSubjects =
    [
        Determiner.Definite, Determiner.Definite, Determiner.Demonstrative, Determiner.Demonstrative, Determiner.PluralDemonstrative,
        Determiner.CountedDemonstrative, Determiner.Possessive, Determiner.Possessive,
    ];

    /// <summary>Determiners of an object that is known to speaker and hearer.</summary>
    internal static IReadOnlyList<Determiner> KnownObject { get; } =
    [
        Determiner.Demonstrative, Determiner.Demonstrative, Determiner.Possessive, Determiner.Possessive, Determiner.PluralDemonstrative,
        Determiner.CountedDemonstrative,
    ];

    /// <summary>Determiners of the object after a verb with 了.</summary>
    internal static IReadOnlyList<Determiner> AnyObject { get; } =
    [
        Determiner.Indefinite, Determiner.Indefinite, Determiner.Number, Determiner.Number, Determiner.Several, Determiner.Many,
        Determiner.Demonstrative, Determiner.Possessive,
    ];

    /// <summary>A subject of some class: "human" is people and relatives, also pronouns and names.</summary>
    internal NounPhrase Subject(IReadOnlyList<string> classes)
    {
        string kind = random.Pick(classes);
        if (kind != "human")
        {
            return Build(random.Pick(lexicon.NounsOf(kind)), kind is "learner" or "worker" ? PersonSubjects : OtherSubjects);
        }

        return random.Next(100) switch
        {
            < 38 => Pronoun(),
            < 52 => Name(),
            < 56 => TwoNames(),
            < 66 => Build(random.Pick(lexicon.NounsOf("kin")), [Determiner.Possessive]),
            _ => Build(random.Pick(lexicon.NounsOf("person")), PersonSubjects),
        };
    }

    /// <summary>A subject without "all" and "every", which would need 都.</summary>
    internal NounPhrase Individual(IReadOnlyList<string> classes)
    {
        while (true)
        {
            var subject = Subject(classes);
            if (subject.Distributed is null)
            {
                return subject;
            }
        }
    }

    internal NounPhrase Pronoun()
    {
        var (english, chinese, person) = random.Pick(Pronouns);
        return new NounPhrase(Part.Of(english, chinese), person, null, []);
    }

    internal NounPhrase Name()
    {
        var (english, chinese) = random.Pick(Names);
        return new NounPhrase(Part.Of(english, chinese), Person.ThirdSingular, null, []);
    }

    /// <summary>An object pronoun that is not reflexive: excludes "I know me" and "we know me".</summary>
    internal NounPhrase ObjectPronoun(NounPhrase subject)
    {
        while (true)
        {
            var (english, chinese) = random.Pick(ObjectPronouns);
            if (subject.Self != chinese[0])
            {
                return new NounPhrase(Part.Of(english, chinese), Person.ThirdSingular, null, []);
            }
        }
    }

    private NounPhrase TwoNames()
    {
        var (first, second) = (Name(), Name());
        return first.Part.English[0].Text == second.Part.English[0].Text
            ? first
            : new NounPhrase(first.Part.Then(Part.Of("and", "和")).Then(second.Part), Person.Plural, null, []);
    }

    /// <summary>A noun with one of some determiners, if it can have them: relatives always have a possessor, mass nouns are not counted.</summary>
    internal NounPhrase Build(Noun noun, IReadOnlyList<Determiner> determiners)
    {
        if (noun.IsName)
        {
            return new NounPhrase(Part.Of(noun.English, noun.Chinese), Person.ThirdSingular, noun, []);
        }

        var determiner = noun.IsKin ? Determiner.Possessive
            : noun.IsMass && determiners.Contains(Determiner.Definite) ? Determiner.Definite
            : random.Pick(determiners);
        if (!noun.IsMass)
        {
            // "My bank" and 我的银行 are possible, but not what one says.
            bool isUnfit = (noun.IsPointed && determiner is Determiner.Definite or Determiner.Possessive)
                || (determiner == Determiner.Possessive && noun.Is(["goal"]));
            return Counted(noun, isUnfit ? Determiner.Demonstrative : determiner);
        }

        return determiner is Determiner.Indefinite or Determiner.Number or Determiner.Several or Determiner.Many && noun.Container is not null
            ? InContainer(noun, determiner)
            : Uncounted(noun, determiner);
    }

    /// <summary>"the milk", "milk"; a mass noun has no other determiner here.</summary>
    private static NounPhrase Uncounted(Noun noun, Determiner determiner)
    {
        var word = Part.Of(noun.English, noun.Chinese);
        // Subjects and games have no article: "mathematics is interesting".
        var the = determiner == Determiner.Definite && noun.Container is not null ? new EnglishWord("the") : null;
        var part = the is null ? word : new Part([the, .. word.English], [word.Chinese[0].AlsoPossible(the)]);
        return new NounPhrase(part, Person.ThirdSingular, noun, []);
    }

    /// <summary>"two cups of tea": 两杯茶.</summary>
    private NounPhrase InContainer(Noun noun, Determiner determiner)
    {
        bool isOne = determiner == Determiner.Indefinite;
        var (number, chinese) = isOne ? ("a", "一") : random.Pick(Numbers);
        var count = new EnglishWord(number);
        var container = new EnglishWord(isOne ? noun.Container! : English.EnglishInflection.Plural(noun.Container!));
        var of = new EnglishWord("of");
        var content = Part.Of(noun.English, noun.Chinese);
        return new NounPhrase(
            new Part(
                [count, container, of, .. content.English],
                [ChineseWord.Sure(chinese, count), ChineseWord.Sure(noun.Measure, container).AlsoPossible(of), .. content.Chinese]),
            isOne ? Person.ThirdSingular : Person.Plural,
            noun,
            []);
    }

    private NounPhrase Counted(Noun noun, Determiner determiner)
    {
        bool isPlural = determiner is Determiner.Generic or Determiner.PluralDemonstrative or Determiner.CountedDemonstrative or Determiner.Number
            or Determiner.Several or Determiner.Many or Determiner.People or Determiner.All or Determiner.HowMany;
        var head = Part.Words(isPlural ? noun.EnglishPlural : noun.English);
        var adjectives = Adjectives(noun, determiner);
        var described = Described(noun, head, adjectives);
        EnglishWord? distributed = null;
        Part part;
        switch (determiner)
        {
            case Determiner.Generic:
                part = described;
                break;
            case Determiner.Definite or Determiner.Unspecific:
                var article = new EnglishWord(determiner == Determiner.Definite ? "the" : "a");
                part = new Part([article, .. described.English], [.. described.Chinese.SkipLast(1), described.Chinese[^1].AlsoPossible(article)]);
                break;
            case Determiner.People or Determiner.All:
                var the = new EnglishWord("the");
                distributed = determiner == Determiner.All ? new EnglishWord("all") : null;
                EnglishWord[] before = distributed is null ? [the] : [distributed, the];
                part = new Part([.. before, .. described.English], [.. described.Chinese, ChineseWord.Possible("们", [the, .. head])]);
                break;
            case Determiner.Many:
                part = Part.Of("many", "很多").Then(described);
                break;
            case Determiner.Possessive:
                part = Possessed(noun, described);
                break;
            case Determiner.PluralDemonstrative:
                var (these, thoseChinese) = random.Pick<(string, string)>([("these", "这些"), ("those", "那些")]);
                part = Part.Of(these, thoseChinese).Then(described);
                break;
            default:
                var counter = Counter(determiner);
                distributed = determiner == Determiner.Every ? counter.English[0] : null;
                part = counter.Then(new Part([], [ChineseWord.Possible(noun.Measure, [counter.English[^1], .. head])])).Then(described);
                break;
        }

        return new NounPhrase(
            part,
            isPlural ? Person.Plural : Person.ThirdSingular,
            noun,
            [.. adjectives.Select(adjective => $"{adjective.English}+{noun.English}")])
        {
            Distributed = distributed,
        };
    }

    /// <summary>What precedes a measure word.</summary>
    private Part Counter(Determiner determiner)
    {
        switch (determiner)
        {
            case Determiner.Demonstrative:
                return Demonstrative();
            case Determiner.CountedDemonstrative:
                var (these, chinese) = random.Pick<(string, string)>([("these", "这"), ("those", "那")]);
                var (number, chineseNumber) = random.Pick(Numbers);
                return Part.Of(these, chinese).Then(Part.Of(number, chineseNumber));
            case Determiner.Number:
                var (english, counted) = random.Pick(Numbers);
                return Part.Of(english, counted);
            case Determiner.Several:
                return Part.Of("several", "好几");
            case Determiner.Every:
                return Part.Of("every", "每");
            case Determiner.Which:
                return Part.Of("which", "哪");
            case Determiner.HowMany:
                return Part.Of("how_many", "几");
            default:
                return Part.Of("a", "一");
        }
    }

    private Part Demonstrative() => random.Chance(60) ? Part.Of("this", "这") : Part.Of("that", "那");

    /// <summary>A possessor with 的; relatives of one person are 我妈妈, without it.</summary>
    private Part Possessed(Noun noun, Part described)
    {
        if (random.Chance(25))
        {
            var name = Name().Part;
            name.English[0].Text += "'s";
            return name.Then(new Part([], [ChineseWord.Sure("的", name.English)])).Then(described);
        }

        var (english, chinese) = random.Pick(Possessors);
        var possessor = Part.Of(english, chinese);
        bool needsParticle = !noun.IsKin || chinese.EndsWith('们');
        return possessor.Then(new Part([], needsParticle ? [ChineseWord.Sure("的", possessor.English)] : [])).Then(described);
    }

    /// <summary>Adjectives and noun: "small black cat", 黑色的小猫: the one without 的 is next to the noun.</summary>
    private static Part Described(Noun noun, EnglishWord[] head, IReadOnlyList<Adjective> adjectives)
    {
        var pairs = adjectives.Select(adjective => (adjective.IsShort, Part: Part.Of(adjective.English, adjective.Attribute!))).ToList();
        return new Part(
            [.. pairs.OrderByDescending(pair => pair.IsShort).SelectMany(pair => pair.Part.English), .. head],
            [.. pairs.OrderBy(pair => pair.IsShort).SelectMany(pair => pair.Part.Chinese), ChineseWord.Sure(noun.Chinese, head)]);
    }

    private List<Adjective> Adjectives(Noun noun, Determiner determiner)
    {
        // A bare noun with an adjective sounds like a name for a kind; after 我的 a second 的 is clumsy.
        bool isBare = determiner is Determiner.Definite or Determiner.Generic or Determiner.Unspecific or Determiner.People or Determiner.All or Determiner.HowMany;
        if (isBare || noun.IsKin || !random.Chance(AdjectivePercent))
        {
            return [];
        }

        var fitting = lexicon.Adjectives
            .Where(adjective => adjective.Attribute is not null && adjective.Describes(noun) && (adjective.IsShort || determiner != Determiner.Possessive))
            .ToList();
        if (fitting.Count == 0)
        {
            return [];
        }

        var first = random.Pick(fitting);
        var others = fitting.Where(adjective => adjective.IsShort != first.IsShort && (adjective.IsColour || first.IsColour)).ToList();
        return others.Count > 0 && random.Chance(SecondAdjectivePercent) ? [first, random.Pick(others)] : [first];
    }
}
