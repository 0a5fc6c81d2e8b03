namespace Nmt.Translation;

/// <summary>One line that is to be translated.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Text">The line.</param>
public sealed record SourceLine(long Number, string Text)
{
    /// <summary>Text that the translation starts with; none when empty.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>Phrases that the translation must contain, each in the subwords that the tokenizer cuts it into.</summary>
    public IReadOnlyList<string> Required { get; init; } = [];

    /// <summary>Phrases that the translation must not contain, each in the subwords that the tokenizer cuts it into.</summary>
    public IReadOnlyList<string> Banned { get; init; } = [];
}
