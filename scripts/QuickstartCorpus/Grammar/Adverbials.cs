using QuickstartCorpus.Alignment;

namespace QuickstartCorpus.Grammar;

/// <summary>Adverbs and prepositional phrases of time, manner and place.</summary>
internal sealed class Adverbials(SplitMix64 random, NounPhrases nounPhrases)
{
    private static readonly FixedPhrase[] PresentTimes =
    [
        new("every day", "chaque jour", [0], [1]), new("every morning", "chaque matin", [0], [1]),
        new("every evening", "chaque soir", [0], [1]), new("now", "maintenant", [0]), new("today", "aujourd'hui", [0]),
    ];

    private static readonly FixedPhrase[] PastTimes =
    [
        new("yesterday", "hier", [0]), new("last week", "la semaine dernière", [1], [1], [0]),
        new("last month", "le mois dernier", [1], [1], [0]), new("last year", "l'année dernière", [1], [0]),
        new("this morning", "ce matin", [0], [1]), new("on Monday", "lundi", [0, 1]), new("on Friday", "vendredi", [0, 1]),
    ];

    private static readonly FixedPhrase[] FutureTimes =
    [
        new("tomorrow", "demain", [0]), new("next week", "la semaine prochaine", [1], [1], [0]),
        new("next month", "le mois prochain", [1], [1], [0]), new("next year", "l'année prochaine", [1], [0]),
        new("this evening", "ce soir", [0], [1]), new("soon", "bientôt", [0]), new("on Sunday", "dimanche", [0, 1]),
    ];

    private static readonly FixedPhrase[] Manners =
    [
        new("slowly", "lentement", [0]), new("quickly", "rapidement", [0]), new("quietly", "doucement", [0]),
        new("happily", "joyeusement", [0]), new("patiently", "patiemment", [0]), new("carefully", "prudemment", [0]), new("here", "ici", [0]),
    ];

    private static readonly (string English, string French)[] Frequencies =
        [("often", "souvent"), ("always", "toujours"), ("sometimes", "parfois"), ("rarely", "rarement")];

    private static readonly (FixedPhrase Preposition, string[] Classes)[] Places =
    [
        (new("in", "dans", [0]), ["place", "building"]),
        (new("behind", "derrière", [0]), ["building", "nearby"]),
        (new("in front of", "devant", [0, 1, 2]), ["building", "vehicle"]),
        (new("near", "près de", [0], [0]), ["building", "nearby", "place"]),
        (new("next to", "à côté de", [0], [0], [1]), ["building", "nearby", "person"]),
        (new("on", "sur", [0]), ["surface"]),
        (new("under", "sous", [0]), ["surface", "nearby"]),
        (new("with", "avec", [0]), ["person"]),
        (new("without", "sans", [0]), ["person"]),
    ];

    internal Phrase Time(Tense tense) => random.Pick(TimesOf(tense)).Build();

    internal (string English, string French) Frequency() => random.Pick(Frequencies);

    internal Phrase Manner() => random.Pick(Manners).Build();

    /// <summary>A place, or company ("with ...").</summary>
    internal (Phrase Phrase, IReadOnlyList<string> Combinations) Place()
    {
        var (preposition, classes) = random.Pick(Places);
        var place = nounPhrases.Build(new NounPhraseRequest(classes, IsDefinite: true));
        return (preposition.Build().Then(place.Phrase), place.Combinations);
    }

    private static FixedPhrase[] TimesOf(Tense tense) => tense switch
    {
        Tense.Past => PastTimes,
        Tense.Future => FutureTimes,
        _ => PresentTimes,
    };
}
