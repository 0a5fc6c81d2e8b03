using QuickstartCorpus.Alignment;

namespace QuickstartCorpus.Chinese;

/// <summary>Whether a clause is affirmed or negated, or a question.</summary>
internal enum Mode
{
    Affirmative,
    Negative,

    /// <summary>"never": 从来不, 从来没.</summary>
    Never,

    /// <summary>English auxiliary before the subject.</summary>
    Question,
}

/// <summary>The words of a verb group.</summary>
/// <param name="Auxiliary">The English auxiliary, which questions move before the subject, or null.</param>
/// <param name="AuxiliaryIsEmpty">Whether it is "do", which Chinese does not translate.</param>
/// <param name="English">The other English words up to the object.</param>
/// <param name="Before">Chinese words before place, company and object with 把: negation, modal verb, 正在.</param>
/// <param name="Verb">The Chinese verb with what follows it directly: 了, 过, 着.</param>
internal sealed record VerbGroup(
    EnglishWord? Auxiliary, bool AuxiliaryIsEmpty, IReadOnlyList<EnglishWord> English, IReadOnlyList<ChineseWord> Before, IReadOnlyList<ChineseWord> Verb)
{
    /// <summary>了 at the end of the clause, or null.</summary>
    internal ChineseWord? Final { get; init; }

    /// <summary>"yet" at the end of the English clause, or null.</summary>
    internal EnglishWord? Closing { get; init; }
}

/// <summary>Everything that determines the form of a verb group.</summary>
/// <param name="Subject">Its subject.</param>
/// <param name="Verb">The lexical verb.</param>
/// <param name="Aspect">Its aspect.</param>
/// <param name="Mode">Negation or question.</param>
/// <param name="Modal">A modal verb, with the modal aspect only.</param>
/// <param name="Adverb">An adverb between subject and verb ("often", "also"), or null.</param>
internal sealed record VerbGroupRequest(
    NounPhrase Subject, Verb Verb, Aspect Aspect, Mode Mode = Mode.Affirmative, Modal? Modal = null, (string English, string Chinese)? Adverb = null);

/// <summary>A modal verb.</summary>
/// <param name="English">"can", "want" ...</param>
/// <param name="Chinese">Its translation.</param>
/// <param name="IsAuxiliary">Whether English negates and asks without "do", and needs no "to".</param>
/// <param name="IsNegated">Whether it may be negated: "must not" is not 不必须.</param>
internal sealed record Modal(string English, string Chinese, bool IsAuxiliary, bool IsNegated)
{
    internal static IReadOnlyList<Modal> All { get; } =
    [
        new("will", "会", true, true), new("can", "能", true, true), new("should", "应该", true, true), new("must", "必须", true, false),
        new("want", "想", false, true), new("plan", "打算", false, true),
    ];

    internal static Modal Will => All[0];

    internal static Modal Want => All[4];
}

/// <summary>Builds verb groups: English tenses and auxiliaries, Chinese aspect particles, adverbs and negation.</summary>
internal static class VerbGroups
{
    internal static VerbGroup Build(VerbGroupRequest request) => request.Aspect switch
    {
        Aspect.Progressive => Progressive(request),
        Aspect.Experience or Aspect.Completed => Perfect(request),
        Aspect.Modal => WithModal(request),
        _ => Simple(request),
    };

    /// <summary>The present or past form of "be".</summary>
    internal static EnglishWord Be(Person person, bool isPast = false) => new((person, isPast) switch
    {
        (Person.First, false) => "am",
        (Person.ThirdSingular, false) => "is",
        (_, false) => "are",
        (Person.Plural, true) => "were",
        _ => "was",
    });

    /// <summary>Habits, states and the simple past: "drinks", "does not drink", "drank": 喝, 不喝, 喝了.</summary>
    private static VerbGroup Simple(VerbGroupRequest request)
    {
        var verb = request.Verb;
        bool isPast = request.Aspect is Aspect.Past or Aspect.Duration;
        bool isThird = request.Subject.Person == Person.ThirdSingular;
        var auxiliary = request.Mode is Mode.Negative or Mode.Question ? new EnglishWord(isPast ? "did" : isThird ? "does" : "do") : null;
        var not = request.Mode == Mode.Negative ? new EnglishWord("not") : null;
        var never = request.Mode == Mode.Never ? new EnglishWord("never") : null;
        var adverb = Adverb(request);
        var main = new EnglishWord(auxiliary is not null ? verb.English : isPast ? verb.Past : isThird ? verb.ThirdPerson : verb.English);
        var (english, chinese) = Words(verb, main, request.Aspect == Aspect.Duration ? verb.DurationForm! : verb.Chinese);
        // 有 and the past are negated with 没, everything else with 不.
        string negator = isPast || verb.Chinese == "有" ? "没" : "不";
        ChineseWord?[] before =
        [
            not is null ? null : ChineseWord.Sure(negator, not).AlsoPossible(auxiliary),
            never is null ? null : ChineseWord.Sure("从来" + negator, never),
        ];
        bool hasParticle = isPast && not is null;
        var particle = hasParticle ? ChineseWord.Possible("了", auxiliary ?? main) : null;
        bool isFinal = verb.Frame is VerbFrame.Ba or VerbFrame.Put;
        return new VerbGroup(
            auxiliary,
            true,
            [.. Present(not, never, adverb?.English[0]), .. english],
            [.. adverb?.Chinese ?? [], .. Present(before)],
            particle is null || isFinal ? [chinese] : [chinese, particle])
        {
            Final = isFinal ? particle : null,
        };
    }

    /// <summary>"is reading", "is not reading", "is wearing": 正在看, 没在看, 穿着.</summary>
    private static VerbGroup Progressive(VerbGroupRequest request)
    {
        var be = Be(request.Subject.Person);
        var not = request.Mode == Mode.Negative ? new EnglishWord("not") : null;
        var adverb = Adverb(request);
        var main = new EnglishWord(request.Verb.Ing);
        var (english, chinese) = Words(request.Verb, main, request.Verb.Chinese);
        EnglishWord[] words = [.. Present(not, adverb?.English[0]), .. english];
        if (request.Verb.IsStateWhenProgressive)
        {
            return new VerbGroup(be, false, words, adverb?.Chinese ?? [], [chinese, ChineseWord.Sure("着", be).AlsoPossible(main)]);
        }

        ChineseWord[] before = not is null
            ? [ChineseWord.Sure("正在", be).AlsoPossible(main)]
            : [ChineseWord.Sure("没", not), ChineseWord.Sure("在", be).AlsoPossible(main)];
        return new VerbGroup(be, false, words, [.. adverb?.Chinese ?? [], .. before], [chinese]);
    }

    /// <summary>"has seen", "has never seen", "has already read", "has not read yet": 见过, 从来没见过, 已经看了, 还没看.</summary>
    private static VerbGroup Perfect(VerbGroupRequest request)
    {
        var have = new EnglishWord(request.Subject.Person == Person.ThirdSingular ? "has" : "have");
        var (english, chinese) = Words(request.Verb, new EnglishWord(request.Verb.Participle), request.Verb.Chinese);
        if (request.Aspect == Aspect.Experience)
        {
            var adverb = request.Mode switch { Mode.Never => new EnglishWord("never"), Mode.Question => new EnglishWord("ever"), _ => null };
            var particle = ChineseWord.Sure("过", have);
            return new VerbGroup(
                have,
                false,
                [.. Present(adverb), .. english],
                request.Mode == Mode.Never ? [ChineseWord.Sure("从来没", adverb!)] : [],
                [chinese, request.Mode == Mode.Question ? particle.AlsoPossible(adverb) : particle]);
        }

        if (request.Mode == Mode.Negative)
        {
            var (not, yet) = (new EnglishWord("not"), new EnglishWord("yet"));
            return new VerbGroup(have, false, [not, .. english], [ChineseWord.Sure("还", yet), ChineseWord.Sure("没", not).AlsoPossible(have)], [chinese])
            {
                Closing = yet,
            };
        }

        var already = new EnglishWord("already");
        return new VerbGroup(have, false, [already, .. english], [ChineseWord.Sure("已经", already)], [chinese, ChineseWord.Sure("了", have)]);
    }

    /// <summary>"will buy", "cannot buy", "does not want to buy": 会买, 不能买, 不想买.</summary>
    private static VerbGroup WithModal(VerbGroupRequest request)
    {
        var modal = request.Modal!;
        bool isNegative = request.Mode == Mode.Negative;
        bool isThird = request.Subject.Person == Person.ThirdSingular;
        bool asks = request.Mode == Mode.Question;
        bool isOneWord = isNegative && modal.English == "can";
        var auxiliary = modal.IsAuxiliary ? new EnglishWord(isOneWord ? "cannot" : modal.English)
            : isNegative || asks ? new EnglishWord(isThird ? "does" : "do")
            : null;
        var not = isNegative && !isOneWord ? new EnglishWord("not") : null;
        var governing = modal.IsAuxiliary ? null : new EnglishWord(auxiliary is null && isThird ? modal.English + "s" : modal.English);
        var to = governing is null ? null : new EnglishWord("to");
        var adverb = Adverb(request);
        var (english, chinese) = Words(request.Verb, new EnglishWord(request.Verb.English), request.Verb.Chinese);
        var negation = isNegative ? ChineseWord.Sure("不", not ?? auxiliary!).AlsoPossible(governing is null ? null : auxiliary) : null;
        var modalWord = ChineseWord.Sure(modal.Chinese, governing ?? auxiliary!).AlsoPossible(to);
        return new VerbGroup(
            auxiliary,
            !modal.IsAuxiliary,
            [.. Present(not, adverb?.English[0], governing, to), .. english],
            [.. adverb?.Chinese ?? [], .. Present(negation, modalWord)],
            [chinese]);
    }

    /// <summary>The verb with its particles, which one Chinese word translates together.</summary>
    private static (EnglishWord[] English, ChineseWord Chinese) Words(Verb verb, EnglishWord main, string chinese)
    {
        EnglishWord[] words = [main, .. verb.Particles.Select(particle => new EnglishWord(particle))];
        return (words, ChineseWord.Sure(chinese, words));
    }

    private static Part? Adverb(VerbGroupRequest request) => request.Adverb is { } adverb ? Part.Of(adverb.English, adverb.Chinese) : null;

    private static IEnumerable<T> Present<T>(params IEnumerable<T?> words)
        where T : class => words.OfType<T>();
}
