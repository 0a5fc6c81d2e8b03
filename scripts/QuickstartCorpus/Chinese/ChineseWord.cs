using QuickstartCorpus.Alignment;

namespace QuickstartCorpus.Chinese;

/// <summary>One Chinese word with the English words that it translates; all its characters get its links.</summary>
internal sealed record ChineseWord(string Text, IReadOnlyList<Link> Links)
{
    internal static ChineseWord Sure(string text, params IEnumerable<EnglishWord> words) =>
        new(text, [.. words.Select(word => new Link(word, true))]);

    internal static ChineseWord Possible(string text, params IEnumerable<EnglishWord> words) =>
        new(text, [.. words.Select(word => new Link(word, false))]);

    /// <summary>The same word with more links that are only possible.</summary>
    internal ChineseWord AlsoPossible(params IEnumerable<EnglishWord?> words) =>
        this with { Links = [.. Links, .. words.OfType<EnglishWord>().Select(word => new Link(word, false))] };
}

/// <summary>A part of a sentence in both languages, each in its own word order.</summary>
internal sealed record Part(IReadOnlyList<EnglishWord> English, IReadOnlyList<ChineseWord> Chinese)
{
    internal static Part Empty { get; } = new([], []);

    internal bool IsEmpty => English.Count == 0 && Chinese.Count == 0;

    internal Part Then(Part next) => new([.. English, .. next.English], [.. Chinese, .. next.Chinese]);

    /// <summary>English words, whose spaces may be underscores, that one Chinese word translates.</summary>
    internal static Part Of(string english, string chinese)
    {
        var words = Words(english);
        return new Part(words, [ChineseWord.Sure(chinese, words)]);
    }

    internal static EnglishWord[] Words(string english) => Array.ConvertAll(english.Split('_', ' '), text => new EnglishWord(text));
}
