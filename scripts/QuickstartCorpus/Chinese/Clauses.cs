namespace QuickstartCorpus.Chinese;

/// <summary>Builds clauses around a verb, its aspect and its frame.</summary>
internal sealed class Clauses(SplitMix64 random, ChineseLexicon lexicon, NounPhrases nounPhrases, Adverbials adverbials)
{
    private static readonly Aspect[] CommonAspects =
    [
        Aspect.Habitual, Aspect.Habitual, Aspect.State, Aspect.State, Aspect.Progressive, Aspect.Progressive, Aspect.Past, Aspect.Past, Aspect.Past,
        Aspect.Duration, Aspect.Experience, Aspect.Completed, Aspect.Modal, Aspect.Modal, Aspect.Modal,
    ];

    private static readonly Determiner[] Receivers = [Determiner.Definite, Determiner.People, Determiner.Possessive, Determiner.Demonstrative];

    /// <summary>Any clause: an affirmative or negative statement, or one that can become a yes-no question.</summary>
    internal Clause Any(bool isQuestion)
    {
        var aspect = random.Pick(CommonAspects);
        while (isQuestion && aspect == Aspect.Duration)
        {
            aspect = random.Pick(CommonAspects);
        }

        return WithAspect(aspect, isQuestion ? Mode.Question : ModeOf(aspect));
    }

    /// <summary>A clause that states an attitude or habit, for parts of longer sentences.</summary>
    internal Clause Short(NounPhrase? subject = null)
    {
        var aspect = random.Pick<Aspect>([Aspect.State, Aspect.Modal, Aspect.Modal]);
        return WithAspect(aspect, random.Chance(30) ? Mode.Negative : Mode.Affirmative, subject, mayHaveTime: false);
    }

    /// <summary>A clause with a subject that does not depend on its verb: "who".</summary>
    internal Clause WithSubject(NounPhrase subject, Aspect aspect) => WithAspect(aspect, Mode.Affirmative, subject);

    /// <summary>"will buy a book", for the clause after "if".</summary>
    internal Clause Future()
    {
        var verb = PickVerb(Aspect.Modal);
        return Complete(new VerbGroupRequest(nounPhrases.Individual(verb.SubjectClasses), verb, Aspect.Modal, Mode.Affirmative, Modal.Will), mayHaveTime: false);
    }

    /// <summary>"what", "which book", "how many books" as the object of the past or of "want".</summary>
    internal Clause AboutObject(Determiner determiner)
    {
        while (true)
        {
            var aspect = random.Pick<Aspect>([Aspect.Past, Aspect.Modal]);
            var verb = random.Pick(lexicon.VerbsOf(VerbFrame.Object, aspect)
                .Where(verb => verb.SubjectClasses.Contains("human") && verb.ObjectClasses.Intersect(["goods", "fruit", "food", "readable", "written", "show", "borrowed", "carried"]).Any())
                .ToList());
            var nouns = lexicon.NounsOf(verb.ObjectClasses).Where(noun => !noun.IsMass && !noun.IsHuman).ToList();
            if (nouns.Count == 0 || verb.NeedsTime)
            {
                continue;
            }

            var subject = nounPhrases.Individual(verb.SubjectClasses);
            var request = new VerbGroupRequest(subject, verb, aspect, Mode.Question, aspect == Aspect.Modal ? Modal.Want : null);
            var asked = determiner == Determiner.Generic
                ? new NounPhrase(Part.Of("what", "什么"), Person.ThirdSingular, null, [])
                : nounPhrases.Build(random.Pick(nouns), [determiner]);
            bool addsTime = aspect == Aspect.Past && random.Chance(40);
            return new Clause(subject, VerbGroups.Build(request), Combinations(request, asked))
            {
                Object = asked.Part,
                ObjectIsAsked = true,
                Time = addsTime ? adverbials.Past() : Part.Empty,
            };
        }
    }

    /// <summary>A clause with "will" and without time, which "when" asks for.</summary>
    internal Clause WithoutModalParticle()
    {
        var verb = random.Pick(lexicon.Verbs.Where(verb => verb.Aspects.Contains(Aspect.Modal) && verb.Frame is VerbFrame.Object or VerbFrame.None).ToList());
        var subject = nounPhrases.Individual(verb.SubjectClasses);
        var request = new VerbGroupRequest(subject, verb, Aspect.Modal, Mode.Question, Modal.Will);
        var clause = Complete(request, mayHaveTime: false);
        // 什么时候 refers to the future by itself, so that 会 is left out.
        return clause with { Verb = clause.Verb with { Before = [], AuxiliaryIsEmpty = true } };
    }

    /// <summary>A state or a wish, which "why" asks for.</summary>
    internal Clause ForReason()
    {
        var aspect = random.Pick<Aspect>([Aspect.State, Aspect.Modal]);
        // "Why do you have a dog?" would need 一只 or 养.
        Verb verb;
        do
        {
            verb = PickVerb(aspect);
        }
        while (verb.Chinese == "有");

        return Complete(
            new VerbGroupRequest(nounPhrases.Individual(verb.SubjectClasses), verb, aspect, Mode.Question, aspect == Aspect.Modal ? Modal.Want : null), mayHaveTime: false);
    }

    /// <summary>"How does Tom go to the school": a habit of going.</summary>
    internal Clause ForMeans()
    {
        var verb = lexicon.Verbs.First(verb => verb.Lemma == "go_to");
        var request = new VerbGroupRequest(nounPhrases.Individual(verb.SubjectClasses), verb, Aspect.Habitual, Mode.Question);
        var goal = nounPhrases.Build(random.Pick(lexicon.NounsOf(verb.ObjectClasses)), [Determiner.Definite, Determiner.Demonstrative]);
        return new Clause(request.Subject, VerbGroups.Build(request), Combinations(request, goal)) { Object = goal.Part };
    }

    /// <summary>"Where does Tom work": an activity in the present.</summary>
    internal Clause ForPlace()
    {
        var verb = random.Pick(lexicon.VerbsOf(VerbFrame.None, Aspect.Habitual).Where(verb => verb.SubjectClasses.Contains("human")).ToList());
        bool wants = random.Chance(50);
        var request = new VerbGroupRequest(nounPhrases.Individual(verb.SubjectClasses), verb, wants ? Aspect.Modal : Aspect.Habitual, Mode.Question, wants ? Modal.Want : null);
        return new Clause(request.Subject, VerbGroups.Build(request), Combinations(request, null));
    }

    /// <summary>A verb without particles and its complements after "please" or "let us".</summary>
    internal Clause Request(NounPhrase opening, VerbFrame frame)
    {
        var verb = random.Pick(lexicon.VerbsOf(frame, Aspect.Modal).Where(verb => verb.SubjectClasses.Contains("human")).ToList());
        var request = new VerbGroupRequest(opening, verb, Aspect.State);
        return Fill(request, new Clause(opening, VerbGroups.Build(request), []), mayHavePlace: true);
    }

    private Clause WithAspect(Aspect aspect, Mode mode, NounPhrase? subject = null, bool mayHaveTime = true)
    {
        var verb = subject is null ? PickVerb(aspect) : PickVerb(aspect, human: true);
        var modals = Modal.All.Where(modal => mode != Mode.Negative || modal.IsNegated).ToList();
        var actual = subject ?? nounPhrases.Subject(verb.SubjectClasses);
        bool mayHaveAdverb = mode == Mode.Affirmative && actual.Distributed is null;
        (string, string)? adverb = !mayHaveAdverb || aspect is Aspect.Experience or Aspect.Completed or Aspect.Duration ? null
            : aspect == Aspect.Habitual && random.Chance(45) ? adverbials.Frequency()
            : random.Chance(8) ? ("also", "也")
            : null;
        var request = new VerbGroupRequest(
            actual, verb, aspect, actual.Distributed is null ? mode : Mode.Affirmative,
            aspect == Aspect.Modal ? random.Pick(modals) : null, adverb);
        return Complete(mode == Mode.Negative && verb.IsStateWhenProgressive && aspect == Aspect.Progressive ? request with { Mode = Mode.Affirmative } : request, mayHaveTime);
    }

    private Mode ModeOf(Aspect aspect) => aspect switch
    {
        Aspect.Habitual => random.Next(100) switch { < 72 => Mode.Affirmative, < 86 => Mode.Negative, _ => Mode.Never },
        Aspect.Experience => random.Chance(40) ? Mode.Never : Mode.Affirmative,
        Aspect.Duration => Mode.Affirmative,
        Aspect.Completed => random.Chance(40) ? Mode.Negative : Mode.Affirmative,
        _ => random.Chance(25) ? Mode.Negative : Mode.Affirmative,
    };

    private Verb PickVerb(Aspect aspect, bool human = false)
    {
        while (true)
        {
            var verb = random.Pick(lexicon.Verbs);
            if (verb.Aspects.Contains(aspect) && (!human || verb.SubjectClasses.Contains("human")))
            {
                return verb;
            }
        }
    }

        private Clause Complete(VerbGroupRequest request, bool mayHaveTime)
    {
        var clause = new Clause(request.Subject, VerbGroups.Build(request), Combinations(request, null));
        clause = request.Aspect == Aspect.Duration ? clause with { Object = adverbials.Length() } : Fill(request, clause, mayHavePlace: mayHaveTime);
        return mayHaveTime ? clause with { Time = TimeOf(request) } : clause;
    }

    private Part TimeOf(VerbGroupRequest request) => request.Aspect switch
    {
        Aspect.Habitual when request.Verb.Lemma == "go_to" && request.Adverb is null && request.Mode == Mode.Affirmative && random.Chance(40) => adverbials.At(Part.Of("every day", "每天")),
        Aspect.Habitual when request.Adverb is null && request.Mode is Mode.Affirmative or Mode.Question => adverbials.Habit(),
        Aspect.Progressive when random.Chance(25) && !request.Verb.IsStateWhenProgressive => adverbials.Now(),
        Aspect.Past when request.Mode == Mode.Affirmative && request.Verb.Lemma is "go_to" or "arrive_at" or "leave" && random.Chance(35) => adverbials.At(adverbials.PastDay()),
        Aspect.Past when request.Verb.NeedsTime || random.Chance(40) => adverbials.Past(),
        Aspect.Duration when random.Chance(40) => adverbials.RecentPast(),
        Aspect.Modal when request.Modal!.English is "will" or "plan" && random.Chance(50) => adverbials.Future(),
        _ => Part.Empty,
    };

    private Clause Fill(VerbGroupRequest request, Clause clause, bool mayHavePlace) => request.Verb.Frame switch
    {
        VerbFrame.None => WithCircumstances(request, clause, mayHavePlace ? 45 : 0),
        VerbFrame.Object => WithObject(request, clause, mayHavePlace),
        VerbFrame.Ba => WithKnownObject(request, clause) with { Position = ObjectPosition.Ba },
        VerbFrame.Put => WithKnownObject(request, clause) with { Position = ObjectPosition.Ba },
        VerbFrame.Give => WithReceiver(request, clause, precedesVerb: false),
        _ => WithReceiver(request, clause, precedesVerb: true),
    };

    private Clause WithCircumstances(VerbGroupRequest request, Clause clause, int placePercent)
    {
        bool isPerson = request.Verb.SubjectClasses.Contains("human");
        if (random.Chance(placePercent))
        {
            var (place, combinations) = random.Chance(15) ? (Adverbials.AtHome(), []) : adverbials.Place();
            clause = clause with { Place = place, Combinations = [.. clause.Combinations, .. combinations] };
        }

        if (isPerson && request.Verb.Frame == VerbFrame.None && request.Verb.English is not "cry" and not "sleep" && random.Chance(20))
        {
            var (company, combinations) = adverbials.Company(request.Subject);
            clause = clause with { Company = company, Combinations = [.. clause.Combinations, .. combinations] };
        }

        return clause;
    }

    private Clause WithObject(VerbGroupRequest request, Clause clause, bool mayHavePlace)
    {
        var verb = request.Verb;
        var noun = random.Pick(lexicon.NounsOf(verb.ObjectClasses));
        bool usesPronoun = noun.IsHuman && verb.Chinese is not "看望" and not "遇到" && random.Chance(45);
        var phrase = usesPronoun ? nounPhrases.ObjectPronoun(request.Subject) : nounPhrases.Build(noun, ObjectDeterminers(request, noun));
        clause = clause with
        {
            Object = phrase.Part,
            Position = request.Aspect == Aspect.Completed ? ObjectPosition.Topic : ObjectPosition.AfterVerb,
            Combinations = [.. clause.Combinations, .. usesPronoun ? [] : phrase.CombinationWith(verb.Lemma), .. phrase.Combinations],
        };
        if (verb.Lemma == "go_to")
        {
            return mayHavePlace && request.Mode == Mode.Affirmative && request.Aspect is Aspect.Habitual or Aspect.Past && random.Chance(40)
                ? clause with { Place = adverbials.MeansOfTravel() }
                : clause;
        }

        if (verb.TakesSource && random.Chance(50))
        {
            var (source, combinations) = adverbials.Source();
            return clause with { Place = source, Combinations = [.. clause.Combinations, .. combinations] };
        }

        bool isActivity = request.Aspect is Aspect.Habitual or Aspect.Progressive or Aspect.Past && !verb.IsStateWhenProgressive
            && verb.Chinese is "看" or "听" or "唱" or "写" or "买" or "吃" or "喝" or "做" or "画" or "看见" or "遇到" or "学习" or "教" or "打" or "踢" or "弹";
        return isActivity && mayHavePlace ? WithCircumstances(request, clause, 25) : clause;
    }

    private static IReadOnlyList<Determiner> ObjectDeterminers(VerbGroupRequest request, Noun noun)
    {
        var verb = request.Verb;
        bool isAffirmative = request.Mode == Mode.Affirmative;
        if (noun.Is(["goal"]))
        {
            return [Determiner.Definite, Determiner.Definite, Determiner.Demonstrative];
        }

        if (noun.IsHuman)
        {
            return [Determiner.Possessive, Determiner.Demonstrative, Determiner.PluralDemonstrative];
        }

        return request.Aspect switch
        {
            Aspect.Habitual => [Determiner.Generic],
            Aspect.State when verb.Chinese is "有" or "需要" => isAffirmative
                ? [Determiner.Indefinite, Determiner.Indefinite, Determiner.Number, Determiner.Several, Determiner.Many]
                : [Determiner.Unspecific],
            // "Let us sing songs" would be translated like "let us sing".
            Aspect.State when verb.Chinese == "唱" => NounPhrases.KnownObject,
            Aspect.State => [Determiner.Generic, Determiner.Generic, Determiner.Demonstrative, Determiner.PluralDemonstrative, Determiner.Possessive],
            Aspect.Past when request.Mode == Mode.Negative => [Determiner.Unspecific, .. NounPhrases.KnownObject],
            Aspect.Past or Aspect.Modal when isAffirmative && verb.Chinese is not "参观" => NounPhrases.AnyObject,
            Aspect.Modal when request.Mode == Mode.Negative => [Determiner.Unspecific, .. NounPhrases.KnownObject],
            Aspect.Experience when verb.Chinese is "见" or "吃" or "喝" => [Determiner.Generic],
            Aspect.Progressive when verb.Chinese is "找" => [Determiner.Possessive, Determiner.Possessive, Determiner.Demonstrative],
            Aspect.Progressive when isAffirmative && !verb.IsStateWhenProgressive => [Determiner.Indefinite, Determiner.Indefinite, Determiner.Demonstrative, Determiner.Possessive],
            Aspect.Progressive when verb.IsStateWhenProgressive => [Determiner.Indefinite, Determiner.Indefinite, Determiner.Demonstrative],
            _ => NounPhrases.KnownObject,
        };
    }

    private Clause WithKnownObject(VerbGroupRequest request, Clause clause)
    {
        var noun = random.Pick(lexicon.NounsOf(request.Verb.ObjectClasses));
        var phrase = nounPhrases.Build(noun, [Determiner.Definite, Determiner.Definite, Determiner.Definite, .. NounPhrases.KnownObject]);
        var (goal, combinations) = request.Verb.Frame == VerbFrame.Put ? PutGoal(noun) : (Part.Empty, []);
        return clause with
        {
            Object = phrase.Part,
            Goal = goal,
            Combinations = [.. clause.Combinations, .. phrase.CombinationWith(request.Verb.Lemma), .. phrase.Combinations, .. combinations],
        };
    }

    private (Part Part, IReadOnlyList<string> Combinations) PutGoal(Noun thing)
    {
        var (position, combinations) = adverbials.Position(thing, isIndoors: true);
        // 放在: its second character belongs to the place.
        return (position with { Chinese = [ChineseWord.Possible("在", position.English[0]), .. position.Chinese] }, combinations);
    }

    private Clause WithReceiver(VerbGroupRequest request, Clause clause, bool precedesVerb)
    {
        var noun = random.Pick(lexicon.NounsOf(request.Verb.ObjectClasses));
        var given = nounPhrases.Build(
            noun,
            request.Mode == Mode.Negative ? [Determiner.Unspecific] : [Determiner.Indefinite, Determiner.Indefinite, Determiner.Number, Determiner.Several]);
        var receiver = random.Chance(30)
            ? nounPhrases.ObjectPronoun(request.Subject)
            : random.Chance(25) ? nounPhrases.Name() : nounPhrases.Build(random.Pick(lexicon.NounsOf("person", "kin")), Receivers);
        var part = precedesVerb
            ? receiver.Part with { Chinese = [ChineseWord.Possible("给", receiver.Part.English[0]), .. receiver.Part.Chinese] }
            : receiver.Part;
        return clause with
        {
            Object = given.Part,
            Receiver = part,
            ReceiverPrecedesVerb = precedesVerb,
            Combinations = [.. clause.Combinations, .. given.CombinationWith(request.Verb.Lemma), .. given.Combinations, .. receiver.Combinations],
        };
    }

    private static string[] Combinations(VerbGroupRequest request, NounPhrase? thing) =>
    [
        .. request.Subject.Combinations, .. request.Subject.CombinationWith(request.Verb.Lemma).Select(Reversed),
        .. thing?.CombinationWith(request.Verb.Lemma) ?? [], .. thing?.Combinations ?? [],
    ];

    // The subject precedes its verb in the name of a combination, the object follows it.
    private static string Reversed(string combination) => string.Join('+', combination.Split('+').Reverse());
}
