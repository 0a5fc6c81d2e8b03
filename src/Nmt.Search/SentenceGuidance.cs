namespace Nmt.Search;

/// <summary>What is asked of one sentence's translation beyond its source.</summary>
/// <param name="Number">Tells the sentence's random numbers from others'; its line number, wherever it stands in a batch.</param>
public sealed record SentenceGuidance(long Number)
{
    /// <summary>Subwords that the translation starts with.</summary>
    public IReadOnlyList<int> Prefix { get; init; } = [];

    /// <summary>Subword sequences of which each must appear, in any order, without sharing subwords.</summary>
    public IReadOnlyList<int[]> Required { get; init; } = [];

    /// <summary>Subword sequences of which none may appear.</summary>
    public IReadOnlyList<int[]> Banned { get; init; } = [];

    /// <summary>
    /// What is asked of a later part of a line that is translated in several: its random numbers are its own, and what the
    /// translation starts with or must contain has been said in the first part.
    /// </summary>
    public SentenceGuidance OfPart(int part) => this with { Number = Number + ((long)part << 32), Prefix = [], Required = [] };
}
