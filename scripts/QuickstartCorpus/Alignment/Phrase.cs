namespace QuickstartCorpus.Alignment;

/// <summary>A part of a sentence in both languages, each in its own word order.</summary>
internal sealed record Phrase(IReadOnlyList<EnglishWord> English, IReadOnlyList<FrenchWord> French)
{
    internal static Phrase Empty { get; } = new([], []);

    internal Phrase Then(Phrase next) => new([.. English, .. next.English], [.. French, .. next.French]);
}
