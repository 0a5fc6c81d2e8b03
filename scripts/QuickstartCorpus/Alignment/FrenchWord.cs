namespace QuickstartCorpus.Alignment;

/// <summary>One French word with the English words that it translates.</summary>
internal sealed record FrenchWord(string Text, IReadOnlyList<Link> Links)
{
    /// <summary>The form before a vowel sound ("vieil", "mon"); one that ends in an apostrophe joins the next word ("l'").</summary>
    internal string? BeforeVowel { get; init; }

    /// <summary>Whether "de" and "à" contract with it; the pronouns "le" and "les" do not.</summary>
    internal bool IsArticle { get; init; }

    internal static FrenchWord Sure(string text, params EnglishWord[] words) =>
        new(text, words.Select(word => new Link(word, true)).ToArray());

    internal static FrenchWord Possible(string text, params EnglishWord[] words) =>
        new(text, words.Select(word => new Link(word, false)).ToArray());

    /// <summary>The same word with more links that are only possible.</summary>
    internal FrenchWord AlsoPossible(params EnglishWord[] words) =>
        this with { Links = [.. Links, .. words.Select(word => new Link(word, false))] };
}
