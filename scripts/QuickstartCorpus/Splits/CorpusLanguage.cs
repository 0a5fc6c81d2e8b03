namespace QuickstartCorpus.Splits;

/// <summary>A language of a corpus: what its sentences consist of, and how long they may be.</summary>
/// <param name="Name">English name.</param>
/// <param name="Code">File name extension.</param>
/// <param name="Unit">What its sentences consist of: "words", "characters".</param>
/// <param name="MinLength">Minimum number of units per sentence.</param>
/// <param name="MaxLength">Maximum number of units per sentence.</param>
/// <param name="Units">Splits a sentence into the units that must be known from training.</param>
internal sealed record CorpusLanguage(string Name, string Code, string Unit, int MinLength, int MaxLength, Func<string, IReadOnlyList<string>> Units)
{
    internal static CorpusLanguage English { get; } = new("English", "en", "words", 3, 14, Words);

    internal static CorpusLanguage French { get; } = new("French", "fr", "words", 3, 14, Words);

    /// <summary>Chinese has no spaces; its punctuation marks are units like any character.</summary>
    internal static CorpusLanguage Chinese { get; } = new("Chinese", "zh", "characters", 4, 24, Characters);

    internal bool HasGoodLength(string sentence)
    {
        int length = Units(sentence).Count;
        return length >= MinLength && length <= MaxLength;
    }

    private static IReadOnlyList<string> Words(string text) =>
        Array.ConvertAll(text.ToLowerInvariant().Split(' '), word => word.TrimEnd('.', '?', ','));

    private static IReadOnlyList<string> Characters(string text) => [.. text.Select(character => character.ToString())];
}
