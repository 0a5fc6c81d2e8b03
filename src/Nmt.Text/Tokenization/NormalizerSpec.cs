namespace Nmt.Text.Tokenization;

/// <summary>How a SentencePiece model normalizes text before it segments it.</summary>
public sealed record NormalizerSpec
{
    /// <summary>Name of the rule set, for people.</summary>
    public string Name { get; init; } = "identity";

    /// <summary>The rules: size of the trie in bytes, double array trie over UTF-8, NUL-terminated results. Empty for identity.</summary>
    public ReadOnlyMemory<byte> CharsMap { get; init; }

    /// <summary>Whether a blank is put in front, so that a word is the same piece at the start of a line and inside it.</summary>
    public bool AddDummyPrefix { get; init; } = true;

    /// <summary>Whether leading, trailing and repeated blanks go.</summary>
    public bool RemoveExtraWhitespaces { get; init; } = true;

    /// <summary>Whether a blank becomes U+2581.</summary>
    public bool EscapeWhitespaces { get; init; } = true;
}
