namespace QuickstartCorpus.Alignment;

/// <summary>A finished sentence pair with its gold alignment in Pharaoh format and its combinations of lemmas.</summary>
internal sealed record SentencePair(string English, string French, string Alignment, IReadOnlyList<string> Combinations)
{
    internal int EnglishLength => Length(English);

    internal int FrenchLength => Length(French);

    private static int Length(string text) => text.Count(character => character == ' ') + 1;
}
