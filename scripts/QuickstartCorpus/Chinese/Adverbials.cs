using QuickstartCorpus.Alignment;

namespace QuickstartCorpus.Chinese;

/// <summary>Times, places, means and company.</summary>
internal sealed class Adverbials(SplitMix64 random, ChineseLexicon lexicon, NounPhrases nounPhrases)
{
    private static readonly (string English, string Chinese)[] Hours =
    [
        ("two", "两"), ("two", "两"), ("three", "三"), ("six", "六"), ("seven", "七"), ("eight", "八"), ("nine", "九"), ("ten", "十"), ("twelve", "十二"),
    ];

    private static readonly (string English, string Chinese)[] Habits =
    [
        ("every day", "每天"), ("every morning", "每天早上"), ("every evening", "每天晚上"), ("every week", "每个星期"), ("on_weekends", "周末"),
    ];

    private static readonly (string English, string Chinese)[] Frequencies =
        [("often", "经常"), ("always", "总是"), ("sometimes", "有时候"), ("usually", "通常")];

    private static readonly (string English, string Chinese)[] PastTimes =
    [
        ("yesterday", "昨天"), ("this_morning", "今天早上"), ("yesterday_evening", "昨天晚上"), ("last_week", "上个星期"), ("last_month", "上个月"), ("last_year", "去年"),
    ];

    /// <summary>How many of the past times are shorter than a day.</summary>
    private const int RecentTimes = 3;

    private static readonly (string English, string Chinese)[] FutureTimes =
    [
        ("tomorrow", "明天"), ("this_evening", "今天晚上"), ("tomorrow_morning", "明天早上"), ("next_week", "下个星期"), ("next_month", "下个月"), ("next_year", "明年"),
    ];

    private static readonly (string English, string Chinese)[] Days =
    [
        ("Monday", "一"), ("Tuesday", "二"), ("Wednesday", "三"), ("Thursday", "四"), ("Friday", "五"), ("Saturday", "六"), ("Sunday", "天"),
    ];

    private static readonly (string English, string Chinese)[] Lengths =
        [("hours", "个小时"), ("hours", "个小时"), ("minutes", "分钟")];

    private static readonly (string English, string Chinese)[] Means =
        [("by_bus", "坐公共汽车"), ("by_train", "坐火车"), ("by_plane", "坐飞机"), ("by_bicycle", "骑自行车"), ("by_car", "开车")];

    /// <summary>English preposition, the Chinese word after the place, and classes of place.</summary>
    private static readonly (string English, string Chinese, string[] Classes)[] Positions =
    [
        ("on", "上", ["surface"]), ("under", "下面", ["surface", "tree"]), ("behind", "后面", ["door", "house", "tree"]),
        ("next_to", "旁边", ["house", "tree", "place", "furniture"]), ("in", "里", ["holder"]), ("in_front_of", "前面", ["house", "tree", "place"]),
    ];

    private static readonly string[] Indoors = ["surface", "holder", "furniture", "door"];

    private static readonly (string English, string Chinese, string[] Classes)[] IndoorPositions =
        [.. Positions.Where(position => position.Classes.Intersect(Indoors).Any())];

    internal (string English, string Chinese) Frequency() => random.Pick(Frequencies);

    internal Part Habit() => Fixed(Habits);

    internal Part Now() => Part.Of("now", "现在");

    internal Part Past() => random.Chance(20) ? Day() : Fixed(PastTimes);

    /// <summary>"yesterday" or a day of the week, to which an hour can be added.</summary>
    internal Part PastDay() => random.Chance(50) ? Day() : Part.Of("yesterday", "昨天");

    internal Part RecentPast() => Fixed(PastTimes[..RecentTimes]);

    internal Part Future() => random.Chance(20) ? Day() : Fixed(FutureTimes);

    /// <summary>"at two o'clock tomorrow": 明天两点: English begins with the smaller unit.</summary>
    internal Part At(Part day)
    {
        var (hour, chinese) = random.Pick(Hours);
        var (at, number, clock) = (new EnglishWord("at"), new EnglishWord(hour), new EnglishWord("o'clock"));
        return new Part(
            [at, number, clock, .. day.English], [.. day.Chinese, ChineseWord.Sure(chinese, number), ChineseWord.Sure("点", clock).AlsoPossible(at)]);
    }

    /// <summary>"for two hours": 两个小时.</summary>
    internal Part Length()
    {
        var (unit, chineseUnit) = random.Pick(Lengths);
        var (number, chineseNumber) = unit == "minutes" ? random.Pick<(string, string)>([("ten", "十"), ("twenty", "二十")]) : random.Pick(Hours);
        var (preposition, count, of) = (new EnglishWord("for"), new EnglishWord(number), new EnglishWord(unit));
        return new Part(
            [preposition, count, of], [ChineseWord.Sure(chineseNumber, count).AlsoPossible(preposition), ChineseWord.Sure(chineseUnit, of)]);
    }

    internal Part MeansOfTravel() => Fixed(Means);

    /// <summary>"with Tom": 跟汤姆一起.</summary>
    internal (Part Part, IReadOnlyList<string> Combinations) Company(NounPhrase subject)
    {
        var companion = random.Chance(40)
            ? nounPhrases.ObjectPronoun(subject)
            : nounPhrases.Build(random.Pick(lexicon.NounsOf("person", "kin")), [Determiner.Possessive, Determiner.Demonstrative]);
        var with = new EnglishWord("with");
        return (
            new Part([with, .. companion.Part.English], [ChineseWord.Sure("跟", with), .. companion.Part.Chinese, ChineseWord.Possible("一起", with)]),
            companion.Combinations);
    }

    /// <summary>"at the school", "in the park", "in Beijing": 在学校, 在公园里, 在北京.</summary>
    internal (Part Part, IReadOnlyList<string> Combinations) Place()
    {
        var noun = random.Pick(lexicon.NounsOf("place", "place", "city"));
        var place = nounPhrases.Build(noun, [Determiner.Definite, Determiner.Definite, Determiner.Definite, Determiner.Demonstrative]);
        var preposition = new EnglishWord(noun.At == "at" ? "at" : "in");
        // 在 translates the preposition of a place without 里; otherwise 里 does.
        var part = noun.At == "in"
            ? new Part([preposition, .. place.Part.English], [ChineseWord.Possible("在", preposition), .. place.Part.Chinese, ChineseWord.Sure("里", preposition)])
            : new Part([preposition, .. place.Part.English], [ChineseWord.Sure("在", preposition), .. place.Part.Chinese]);
        return (part, place.Combinations);
    }

    /// <summary>"at home": 在家里.</summary>
    internal static Part AtHome()
    {
        var (at, home) = (new EnglishWord("at"), new EnglishWord("home"));
        return new Part([at, home], [ChineseWord.Sure("在", at), ChineseWord.Sure("家", home), ChineseWord.Possible("里", at)]);
    }

    /// <summary>"from the library": 从图书馆.</summary>
    internal (Part Part, IReadOnlyList<string> Combinations) Source()
    {
        var noun = random.Pick(lexicon.Nouns.Where(noun => noun.English is "library" or "school").ToList());
        var source = nounPhrases.Build(noun, [Determiner.Definite, Determiner.Demonstrative]);
        return (Part.Of("from", "从").Then(source.Part), source.Combinations);
    }

    /// <summary>"under the table" without 在: 桌子下面; to be followed or preceded by a verb of position.</summary>
    /// <param name="thing">What is there, which cannot be its own place.</param>
    /// <param name="isIndoors">Whether the place is in a room.</param>
    internal (Part Part, IReadOnlyList<string> Combinations) Position(Noun? thing, bool isIndoors)
    {
        var (english, chinese, classes) = random.Pick(isIndoors ? IndoorPositions : Positions);
        string[] fitting = isIndoors ? [.. classes.Intersect(Indoors)] : classes;
        var noun = random.Pick(lexicon.NounsOf(fitting).Where(noun => noun != thing).ToList());
        var place = nounPhrases.Build(noun, [Determiner.Definite, Determiner.Definite, Determiner.Demonstrative, Determiner.Possessive]);
        var preposition = Part.Words(english);
        return (
            new Part([.. preposition, .. place.Part.English], [.. place.Part.Chinese, ChineseWord.Sure(chinese, preposition)]),
            place.Combinations);
    }

    private Part Day()
    {
        var (english, chinese) = random.Pick(Days);
        var (on, day) = (new EnglishWord("on"), new EnglishWord(english));
        return new Part([on, day], [ChineseWord.Sure("星期", day).AlsoPossible(on), ChineseWord.Sure(chinese, day)]);
    }

    private Part Fixed((string English, string Chinese)[] choices)
    {
        var (english, chinese) = random.Pick(choices);
        return Part.Of(english, chinese);
    }
}
