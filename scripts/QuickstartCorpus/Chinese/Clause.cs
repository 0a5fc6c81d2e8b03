using QuickstartCorpus.Alignment;

namespace QuickstartCorpus.Chinese;

/// <summary>Where Chinese puts an object.</summary>
internal enum ObjectPosition
{
    AfterVerb,

    /// <summary>Before the verb, after 把.</summary>
    Ba,

    /// <summary>Before the subject.</summary>
    Topic,
}

/// <summary>A clause: its parts, and their order in both languages.</summary>
internal sealed record Clause(NounPhrase Subject, VerbGroup Verb, IReadOnlyList<string> Combinations)
{
    /// <summary>The object, or what else follows the verb in both languages.</summary>
    internal Part Object { get; init; } = Part.Empty;

    internal ObjectPosition Position { get; init; }

    /// <summary>Whether the object is a question word or phrase: first in English, in its usual position in Chinese.</summary>
    internal bool ObjectIsAsked { get; init; }

    /// <summary>The receiver, after the English verb.</summary>
    internal Part Receiver { get; init; } = Part.Empty;

    /// <summary>Whether the Chinese receiver precedes the verb, with 给.</summary>
    internal bool ReceiverPrecedesVerb { get; init; }

    /// <summary>Place, means or question word for them: after the object in English, before the verb in Chinese.</summary>
    internal Part Place { get; init; } = Part.Empty;

    /// <summary>Company ("with Tom"): before the place in English, after it in Chinese.</summary>
    internal Part Company { get; init; } = Part.Empty;

    /// <summary>The place that an object is put: after the verb in both languages.</summary>
    internal Part Goal { get; init; } = Part.Empty;

    /// <summary>A time: last in English, after the subject in Chinese.</summary>
    internal Part Time { get; init; } = Part.Empty;

    internal Part Statement() => new(
        [.. Subject.Part.English, .. Auxiliary, .. Verb.English, .. EnglishTail(withObject: true)], Chinese([]));

    /// <summary>"Does he see ...", "what does he see", 他看见 ... 吗, 他看见什么.</summary>
    /// <param name="opening">A question word that is first in English and whose Chinese is one of the parts already; may be empty.</param>
    internal Part Question(IReadOnlyList<EnglishWord> opening)
    {
        var auxiliary = Verb.Auxiliary ?? throw new InvalidOperationException("A question needs an auxiliary.");
        bool isOpen = opening.Count > 0 || ObjectIsAsked;
        var particle = Verb.AuxiliaryIsEmpty ? ChineseWord.Sure("吗", auxiliary) : ChineseWord.Possible("吗", auxiliary);
        // In an open question nothing but the verb may translate "do".
        var chinese = Chinese(isOpen ? [] : [particle]);
        return new Part(
            [.. opening, .. ObjectIsAsked ? Object.English : [], auxiliary, .. Subject.Part.English, .. Verb.English, .. EnglishTail(!ObjectIsAsked)],
            isOpen && Verb.AuxiliaryIsEmpty ? [.. chinese.Select(word => ReferenceEquals(word, Verb.Verb[0]) ? word.AlsoPossible(auxiliary) : word)] : chinese);
    }

    private IEnumerable<EnglishWord> Auxiliary => Verb.Auxiliary is null ? [] : [Verb.Auxiliary];

    private IEnumerable<EnglishWord> EnglishTail(bool withObject) =>
    [
        .. Receiver.English, .. withObject ? Object.English : [], .. Goal.English, .. Company.English, .. Place.English,
        .. Verb.Closing is null ? [] : new[] { Verb.Closing }, .. Time.English,
    ];

    private ChineseWord[] Chinese(IReadOnlyList<ChineseWord> last)
    {
        ChineseWord[] ba = Position == ObjectPosition.Ba ? [ChineseWord.Possible("把", Verb.English[^1]), .. Object.Chinese] : [];
        IEnumerable<ChineseWord> distributed = Subject.Distributed is { } each ? [ChineseWord.Sure("都", each)] : [];
        return
        [
            .. Position == ObjectPosition.Topic ? Object.Chinese : [],
            .. Subject.Part.Chinese,
            .. Time.Chinese,
            .. distributed,
            .. BeforeWithPlace(),
            .. Company.Chinese,
            .. ReceiverPrecedesVerb ? Receiver.Chinese : [],
            .. ba,
            .. Verb.Verb,
            .. ReceiverPrecedesVerb ? [] : Receiver.Chinese,
            .. Position == ObjectPosition.AfterVerb ? Object.Chinese : [],
            .. Goal.Chinese,
            .. Verb.Final is null ? [] : new[] { Verb.Final },
            .. last,
        ];
    }

    /// <summary>正在 and the 在 of a place are one 在: 正在公园里跑步.</summary>
    private IEnumerable<ChineseWord> BeforeWithPlace()
    {
        if (Place.Chinese.Count > 0 && Place.Chinese[0].Text == "在" && Verb.Before.Count > 0 && Verb.Before[^1].Text.EndsWith('在'))
        {
            var merged = Verb.Before[^1].AlsoPossible(Place.Chinese[0].Links.Select(link => link.Word));
            return [.. Verb.Before.SkipLast(1), merged, .. Place.Chinese.Skip(1)];
        }

        return [.. Verb.Before, .. Place.Chinese];
    }
}
