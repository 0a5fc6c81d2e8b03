using QuickstartCorpus.English;
using QuickstartCorpus.Lexicon;

namespace QuickstartCorpus.Chinese;

/// <summary>All entries of the open word classes.</summary>
internal sealed class ChineseLexicon
{
    internal IReadOnlyList<Noun> Nouns { get; } = [.. LexiconLine.ReadAll("Chinese.nouns.txt").Select(Noun.Parse)];

    internal IReadOnlyList<Adjective> Adjectives { get; } = [.. LexiconLine.ReadAll("Chinese.adjectives.txt").Select(Adjective.Parse)];

    internal IReadOnlyList<Verb> Verbs { get; } = [.. LexiconLine.ReadAll("Chinese.verbs.txt").Select(Verb.Parse)];

    internal IReadOnlyList<Noun> NounsOf(params IReadOnlyList<string> classes) => [.. Nouns.Where(noun => noun.Is(classes))];

    internal IReadOnlyList<Verb> VerbsOf(VerbFrame frame, Aspect aspect) =>
        [.. Verbs.Where(verb => verb.Frame == frame && verb.Aspects.Contains(aspect))];
}

/// <summary>A noun in both languages; spaces of the English text are underscores.</summary>
/// <param name="English">English singular.</param>
/// <param name="EnglishPlural">English plural.</param>
/// <param name="Chinese">Chinese, which has no plural.</param>
/// <param name="Measure">Its measure word; of a mass noun, that of its container.</param>
/// <param name="Classes">What it denotes.</param>
/// <param name="IsMass">Whether it is not counted without a container.</param>
/// <param name="IsName">Whether it is a name, without determiner.</param>
/// <param name="IsPointed">Whether it has neither "the" nor a possessor: 女孩 alone would mean girls in general.</param>
/// <param name="Container">English container of a mass noun: "cup"; null if it is never counted.</param>
/// <param name="At">"at" (在 alone), "in" (在 ... 里) or "inside" (English "in", 在 alone) of a place; otherwise null.</param>
internal sealed record Noun(
    string English, string EnglishPlural, string Chinese, string Measure, IReadOnlyList<string> Classes, bool IsMass, bool IsName, bool IsPointed, string? Container, string? At)
{
    internal static Noun Parse(LexiconLine line) => new(
        line[0],
        line.Option("en") ?? EnglishInflection.Plural(line[0]),
        line[1],
        line[2],
        line[3].Split(','),
        line.Has("mass"),
        line.Has("name"),
        line.Has("pointed"),
        line.Option("container"),
        line.Option("at"));

    internal bool IsHuman => Classes.Contains("person") || IsKin;

    internal bool IsKin => Classes.Contains("kin");

    internal bool Is(IReadOnlyList<string> classes) => classes.Any(Classes.Contains);
}

/// <summary>An adjective in both languages.</summary>
/// <param name="English">English positive; spaces are underscores.</param>
/// <param name="Chinese">As a predicate.</param>
/// <param name="Attribute">Before a noun, with 的 if it needs it; null if it is only a predicate.</param>
/// <param name="Classes">Classes of noun that it describes.</param>
/// <param name="Comparative">English comparative; null if it has none.</param>
/// <param name="IsColour">Whether its predicate is 是 ... 的, without a degree.</param>
internal sealed record Adjective(
    string English, string Chinese, string? Attribute, IReadOnlyList<string> Classes, string? Comparative, bool IsColour)
{
    internal static Adjective Parse(LexiconLine line) => new(
        line[0],
        line[1],
        line[2] == "-" ? null : line[2],
        line[3].Split(','),
        line[4] == "-" ? null : line[4],
        line.Has("colour"));

    /// <summary>Whether it stands before a noun without 的, and so next to it.</summary>
    internal bool IsShort => Attribute is not null && !Attribute.EndsWith('的');

    internal bool Describes(Noun noun) => noun.Is(Classes);
}

/// <summary>A verb in both languages.</summary>
internal sealed record Verb(
    string English,
    IReadOnlyList<string> Particles,
    string Past,
    string Participle,
    string Ing,
    string ThirdPerson,
    string Chinese,
    VerbFrame Frame,
    IReadOnlyList<string> SubjectClasses,
    IReadOnlyList<string> ObjectClasses,
    IReadOnlyList<Aspect> Aspects)
{
    /// <summary>The form before a length of time ("睡" of "睡觉").</summary>
    internal string? DurationForm { get; private init; }

    /// <summary>Whether "be ...ing" is a state with 着 and not an activity with 正在: 穿着.</summary>
    internal bool IsStateWhenProgressive { get; private init; }

    /// <summary>Whether its past needs a time, because it is spelled like the present ("read").</summary>
    internal bool NeedsTime { get; private init; }

    /// <summary>Whether its place is a source ("from the library").</summary>
    internal bool TakesSource { get; private init; }

    /// <summary>The verb's name in held-out combinations.</summary>
    internal string Lemma => string.Join('_', Particles.Prepend(English));

    internal static Verb Parse(LexiconLine line)
    {
        string[] english = line[0].Split('_');
        return new Verb(
            english[0],
            english[1..],
            line[1],
            line[2],
            line[3],
            line.Option("third") ?? EnglishInflection.ThirdPerson(english[0]),
            line[4],
            Enum.Parse<VerbFrame>(line[5], ignoreCase: true),
            line[6].Split(','),
            line[7].Split(','),
            [.. line[8].Select(AspectOf)])
        {
            DurationForm = line.Option("duration"),
            IsStateWhenProgressive = line.Has("state"),
            NeedsTime = line.Has("timed"),
            TakesSource = line.Has("from"),
        };
    }

    private static Aspect AspectOf(char letter) => letter switch
    {
        'h' => Aspect.Habitual,
        's' => Aspect.State,
        'g' => Aspect.Progressive,
        'p' => Aspect.Past,
        'd' => Aspect.Duration,
        'e' => Aspect.Experience,
        'a' => Aspect.Completed,
        'm' => Aspect.Modal,
        _ => throw new ArgumentException($"'{letter}' is not an aspect.", nameof(letter)),
    };
}

/// <summary>The complements of a verb besides its subject, and where Chinese puts them.</summary>
internal enum VerbFrame
{
    /// <summary>Nothing: 睡觉.</summary>
    None,

    /// <summary>An object after the verb: 买书.</summary>
    Object,

    /// <summary>A definite object before a verb with its result: 把门关上.</summary>
    Ba,

    /// <summary>A definite object before the verb, a place after it: 把书放在桌子上.</summary>
    Put,

    /// <summary>A receiver and an object after the verb: 给孩子一本书.</summary>
    Give,

    /// <summary>A receiver before the verb, an object after it: 给孩子买一本书.</summary>
    Dative,
}

/// <summary>The aspects of the grammar; English expresses them with tenses, Chinese with particles and adverbs.</summary>
internal enum Aspect
{
    /// <summary>"runs every day": 每天跑步.</summary>
    Habitual,

    /// <summary>"likes": 喜欢.</summary>
    State,

    /// <summary>"is running": 正在跑步.</summary>
    Progressive,

    /// <summary>"bought": 买了; negated 没买.</summary>
    Past,

    /// <summary>"worked for two hours": 工作了两个小时.</summary>
    Duration,

    /// <summary>"has seen": 见过.</summary>
    Experience,

    /// <summary>"has already read": 已经看了; "has not read yet": 还没看; the object becomes the topic.</summary>
    Completed,

    /// <summary>"wants to run", "will run": 想跑步, 会跑步.</summary>
    Modal,
}
