using QuickstartCorpus.Alignment;

namespace QuickstartCorpus.Chinese;

/// <summary>Builds complete sentences in English and Chinese.</summary>
internal sealed class Sentences
{
    private readonly SplitMix64 _random;
    private readonly ChineseLexicon _lexicon;
    private readonly NounPhrases _nounPhrases;
    private readonly Clauses _clauses;
    private readonly Predicates _predicates;
    private readonly Adverbials _adverbials;

    internal Sentences(SplitMix64 random)
    {
        _random = random;
        _lexicon = new ChineseLexicon();
        _nounPhrases = new NounPhrases(random, _lexicon);
        _adverbials = new Adverbials(random, _lexicon, _nounPhrases);
        _clauses = new Clauses(random, _lexicon, _nounPhrases, _adverbials);
        _predicates = new Predicates(random, _lexicon, _nounPhrases, _adverbials);
    }

    internal SentencePair Next() => _random.Next(100) switch
    {
        < 42 => Statement(_clauses.Any(isQuestion: false)),
        < 50 => Question(_clauses.Any(isQuestion: true)),
        < 58 => Statement(_random.Chance(20) ? _predicates.Condition(SomeMode(), Aspect.Past) : _predicates.Adjective(SomeMode())),
        < 60 => Question(_predicates.Adjective(Mode.Question)),
        < 65 => Statement(_predicates.Comparison(isQuestion: false)),
        < 66 => Question(_predicates.Comparison(isQuestion: true)),
        < 69 => Statement(_predicates.Position(SomeMode())),
        < 72 => Existence(),
        < 74 => _random.Chance(70) ? Statement(_predicates.Identity(SomeMode())) : Question(_predicates.Identity(Mode.Question)),
        < 75 => Statement(_predicates.Age()),
        < 83 => OpenQuestion(),
        < 87 => Request(),
        < 90 => Passive(),
        < 94 => Reported(),
        _ => Compound(),
    };

    private Mode SomeMode() => _random.Chance(25) ? Mode.Negative : Mode.Affirmative;

    private static SentencePair Statement(Clause clause) => ChineseSentenceWriter.Write(clause.Statement(), '.', clause.Combinations);

    // A subject with "all" or "every" is not asked about: the scope of 吗 would be unclear.
    private static SentencePair Question(Clause clause) => clause.Subject.Distributed is null
        ? ChineseSentenceWriter.Write(clause.Question([]), '?', clause.Combinations)
        : Statement(clause);

    private SentencePair Existence()
    {
        int kind = _random.Next(10);
        var (part, combinations) = kind < 7 ? _predicates.Existence(isNegative: kind < 2) : _predicates.ExistenceQuestion(counts: kind == 9);
        return ChineseSentenceWriter.Write(part, kind < 7 ? '.' : '?', combinations);
    }

    private SentencePair OpenQuestion()
    {
        switch (_random.Next(9))
        {
            case 0:
                var who = new NounPhrase(Part.Of("who", "谁"), Person.ThirdSingular, null, []);
                var clause = _clauses.WithSubject(who, _random.Pick<Aspect>([Aspect.Past, Aspect.Past, Aspect.State, Aspect.Modal, Aspect.Progressive]));
                return ChineseSentenceWriter.Write(clause.Statement(), '?', clause.Combinations);
            case 1:
                return AskedObject(Determiner.Generic);
            case 2:
                return AskedObject(Determiner.Which);
            case 3:
                return AskedObject(Determiner.HowMany);
            case 4:
                var (asked, combinations) = _predicates.Where();
                return ChineseSentenceWriter.Write(asked, '?', combinations);
            case 5:
                var where = Part.Of("where", "哪里");
                return Asked(_clauses.ForPlace(), where with { Chinese = [ChineseWord.Possible("在", where.English), .. where.Chinese] }, isTime: false);
            case 6:
                return Asked(_clauses.WithoutModalParticle(), Part.Of("when", "什么时候"), isTime: true);
            case 7:
                return Asked(_clauses.ForMeans(), Part.Of("how", "怎么"), isTime: true);
            default:
                return Asked(_clauses.ForReason(), Part.Of("why", "为什么"), isTime: true);
        }
    }

    private SentencePair AskedObject(Determiner determiner)
    {
        var clause = _clauses.AboutObject(determiner);
        return ChineseSentenceWriter.Write(clause.Question([]), '?', clause.Combinations);
    }

    /// <summary>A question word that is first in English and after the Chinese subject, as a time or a place.</summary>
    private static SentencePair Asked(Clause clause, Part word, bool isTime)
    {
        var chinese = word with { English = [] };
        var asked = isTime ? clause with { Time = chinese } : clause with { Place = chinese };
        return ChineseSentenceWriter.Write(asked.Question(word.English), '?', clause.Combinations);
    }

    /// <summary>"Please close the door", "let us go to the park": 请把门关上, 我们去公园吧.</summary>
    private SentencePair Request()
    {
        if (_random.Chance(40))
        {
            var (let, us) = (new EnglishWord("let"), new EnglishWord("us"));
            var speakers = new NounPhrase(new Part([let, us], [ChineseWord.Sure("我们", us)]), Person.Plural, null, []);
            var proposal = _clauses.Request(speakers, _random.Pick<VerbFrame>([VerbFrame.None, VerbFrame.Object]));
            var closing = new Part([], [ChineseWord.Sure("吧", let)]);
            return ChineseSentenceWriter.Write(proposal.Statement().Then(closing), '.', proposal.Combinations);
        }

        bool isNegative = _random.Chance(30);
        var please = Part.Of("please", "请");
        if (isNegative)
        {
            var (auxiliary, not) = (new EnglishWord("do"), new EnglishWord("not"));
            please = please.Then(new Part([auxiliary, not], [ChineseWord.Sure("不要", not).AlsoPossible(auxiliary)]));
        }

        var hearer = new NounPhrase(please, Person.Plural, null, []) { Self = '你' };
        var request = _clauses.Request(hearer, _random.Pick<VerbFrame>([VerbFrame.Ba, VerbFrame.Ba, VerbFrame.Put, isNegative ? VerbFrame.Ba : VerbFrame.Give]));
        return ChineseSentenceWriter.Write(request.Statement(), '.', request.Combinations);
    }

    /// <summary>"The cup was broken by the cat": 杯子被猫打破了.</summary>
    private SentencePair Passive()
    {
        var verb = _random.Pick(_lexicon.VerbsOf(VerbFrame.Ba, Aspect.Past));
        var thing = _nounPhrases.Build(
            _random.Pick(_lexicon.NounsOf(verb.ObjectClasses)), [Determiner.Definite, Determiner.Definite, Determiner.Demonstrative, Determiner.Possessive, Determiner.PluralDemonstrative]);
        var agent = verb.SubjectClasses.Contains("animal") && _random.Chance(60)
            ? _nounPhrases.Build(_random.Pick(_lexicon.NounsOf("animal")), [Determiner.Definite, Determiner.Demonstrative])
            : _random.Chance(40) ? _nounPhrases.Name()
            : _nounPhrases.Build(_random.Pick(_lexicon.NounsOf("person", "kin")), [Determiner.Definite, Determiner.Demonstrative, Determiner.Possessive]);
        var be = VerbGroups.Be(thing.Person, isPast: true);
        EnglishWord[] words = [new(verb.Participle), .. verb.Particles.Select(particle => new EnglishWord(particle))];
        var by = new EnglishWord("by");
        return ChineseSentenceWriter.Write(
            new Part(
                [.. thing.Part.English, be, .. words, by, .. agent.Part.English],
                [.. thing.Part.Chinese, ChineseWord.Sure("被", by), .. agent.Part.Chinese, ChineseWord.Sure(verb.Chinese, words), ChineseWord.Possible("了", be)]),
            '.',
            [.. thing.Combinations, .. thing.CombinationWith(verb.Lemma), .. agent.Combinations]);
    }

    /// <summary>"Tom says that the film is good": 汤姆说这部电影很好.</summary>
    private SentencePair Reported()
    {
        var subject = _nounPhrases.Subject(["human"]);
        var (english, chinese) = _random.Pick<(string, string)>([("say", "说"), ("think", "觉得"), ("know", "知道")]);
        bool isThird = subject.Person == Person.ThirdSingular;
        var verb = Part.Of(isThird ? english + "s" : english, chinese);
        var that = new EnglishWord("that");
        var said = _random.Chance(60) ? _predicates.Adjective(SomeMode()) : _clauses.Short();
        ChineseWord[] distributed = subject.Distributed is { } each ? [ChineseWord.Sure("都", each)] : [];
        var reporting = new Part(
            [.. subject.Part.English, .. verb.English, that],
            [.. subject.Part.Chinese, .. distributed, verb.Chinese[0].AlsoPossible(that)]);
        return ChineseSentenceWriter.Write(reporting.Then(said.Statement()), '.', [.. subject.Combinations, .. said.Combinations]);
    }

    private SentencePair Compound() => _random.Next(4) switch
    {
        0 => Reason(),
        1 => Concession(),
        2 => Condition(),
        _ => Contrast(),
    };

    /// <summary>"He wants to rest because he is tired": 因为他很累，所以他想休息: the reason is first in Chinese.</summary>
    private SentencePair Reason()
    {
        var main = _clauses.Short();
        var reason = _predicates.Condition(SomeMode(), Aspect.State);
        var because = new EnglishWord("because");
        var (first, second) = (reason.Statement(), main.Statement());
        var comma = ChineseWord.Possible("，", because);
        return ChineseSentenceWriter.Write(
            new Part(
                [.. second.English, because, .. first.English],
                [ChineseWord.Sure("因为", because), .. first.Chinese, comma, ChineseWord.Possible("所以", because), .. second.Chinese]),
            '.',
            [.. main.Combinations, .. reason.Combinations]);
    }

    /// <summary>"Although this house is old, it is comfortable": 虽然这栋房子很旧，但是很舒服: the second subject is left out.</summary>
    private SentencePair Concession()
    {
        while (true)
        {
            var (subject, first) = _predicates.Described();
            var others = subject.Head is { IsHuman: false } head ? _predicates.AdjectivesOf(head).Where(other => other.English != first.English).ToList() : [];
            if (others.Count == 0 || first.IsColour)
            {
                continue;
            }

            var second = _random.Pick(others);
            var it = new EnglishWord(subject.Person == Person.Plural ? "they" : "it");
            var pronoun = new NounPhrase(new Part([it], []), subject.Person, null, []);
            var (one, other) = (_predicates.Adjective(subject, first, Mode.Affirmative), _predicates.Adjective(pronoun, second, Mode.Affirmative));
            var (although, start) = (new EnglishWord("although"), one.Statement());
            var comma = Comma(start.English[^1]);
            var rest = other.Statement();
            return ChineseSentenceWriter.Write(
                new Part(
                    [although, .. start.English, .. rest.English],
                    [ChineseWord.Sure("虽然", although), .. start.Chinese, comma, ChineseWord.Possible("但是", although, it), .. rest.Chinese]),
                '.',
                [.. one.Combinations, .. subject.CombinationWith(second.English)]);
        }
    }

    /// <summary>"If it rains tomorrow, he will work at home": 如果明天下雨，他就会在家里工作.</summary>
    private SentencePair Condition()
    {
        var state = _predicates.Condition(SomeMode(), Aspect.State);
        bool rains = _random.Chance(40);
        var condition = Part.Of("if", "如果").Then(rains ? Rain() : state.Statement());
        var main = _clauses.Future();
        var comma = Comma(condition.English[^1]);
        var then = ChineseWord.Possible("就", condition.English[0]);
        main = main with { Verb = main.Verb with { Before = [then, .. main.Verb.Before] } };
        var consequence = main.Statement();
        return ChineseSentenceWriter.Write(
            new Part([.. condition.English, .. consequence.English], [.. condition.Chinese, comma, .. consequence.Chinese]), '.', [.. main.Combinations, .. rains ? [] : state.Combinations]);
    }

    /// <summary>"I like tea, but he likes coffee": 我喜欢茶，但是他喜欢咖啡.</summary>
    private SentencePair Contrast()
    {
        var (first, second) = (_clauses.Short(), _clauses.Short());
        var start = first.Statement();
        var comma = Comma(start.English[^1]);
        var rest = Part.Of("but", "但是").Then(second.Statement());
        return ChineseSentenceWriter.Write(
            new Part([.. start.English, .. rest.English], [.. start.Chinese, comma, .. rest.Chinese]), '.', [.. first.Combinations, .. second.Combinations]);
    }

    private Part Rain()
    {
        var (it, rains) = (new EnglishWord("it"), new EnglishWord("rains"));
        var time = _adverbials.Future();
        return new Part([it, rains, .. time.English], [.. time.Chinese, ChineseWord.Sure("下雨", rains).AlsoPossible(it)]);
    }

    /// <summary>Attaches a comma to an English word and returns the Chinese one, which is a word of its own.</summary>
    private static ChineseWord Comma(EnglishWord word)
    {
        word.Text += ",";
        return ChineseWord.Sure("，", word);
    }
}
