using QuickstartCorpus.Alignment;

namespace QuickstartCorpus.Grammar;

/// <summary>Subject, verb group and everything after it; knows the word order of statements and questions.</summary>
internal sealed record Clause(NounPhrase Subject, VerbGroup Verb, Phrase Tail, IReadOnlyList<string> Combinations)
{
    internal Phrase Statement() => new(
        [.. Subject.Phrase.English, .. Auxiliary, .. Verb.English, .. Tail.English],
        [.. Subject.Phrase.French, .. Verb.French, .. Tail.French]);

    /// <summary>"Does he see ...", "est-ce qu'il voit ...", after an optional question word or phrase.</summary>
    internal Phrase Question(Phrase opening)
    {
        var auxiliary = Verb.Auxiliary ?? throw new InvalidOperationException("A question needs an auxiliary.");
        FrenchWord[] estCeQue =
            [Marker("est-ce", auxiliary), Marker("que", auxiliary) with { BeforeVowel = "qu'" }];
        return new Phrase(
            [.. opening.English, auxiliary, .. Subject.Phrase.English, .. Verb.English, .. Tail.English],
            [.. opening.French, .. estCeQue, .. Subject.Phrase.French, .. Verb.French, .. Tail.French]);
    }

    private IEnumerable<EnglishWord> Auxiliary => Verb.Auxiliary is null ? [] : [Verb.Auxiliary];

    private FrenchWord Marker(string text, EnglishWord auxiliary) =>
        Verb.AuxiliaryIsEmpty ? FrenchWord.Sure(text, auxiliary) : FrenchWord.Possible(text, auxiliary);
}
