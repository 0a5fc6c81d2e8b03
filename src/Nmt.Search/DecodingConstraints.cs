namespace Nmt.Search;

/// <summary>Constraints on the translation of one sentence.</summary>
/// <param name="Number">Distinguishes the sentence's random numbers from others'; its line number, wherever it is in a batch.</param>
public sealed record DecodingConstraints(long Number)
{
    /// <summary>Subwords that the translation starts with.</summary>
    public IReadOnlyList<int> Prefix { get; init; } = [];

    /// <summary>Subword sequences of which each must appear, in any order, without sharing subwords.</summary>
    public IReadOnlyList<int[]> Required { get; init; } = [];

    /// <summary>Subword sequences of which none may appear.</summary>
    public IReadOnlyList<int[]> Banned { get; init; } = [];

    /// <summary>
    /// The constraints on a later part of a line that is translated in several parts: its random numbers are its own, and
    /// prefix and required phrases belong to the first part.
    /// </summary>
    public DecodingConstraints OfPart(int part) => this with { Number = Number + ((long)part << 32), Prefix = [], Required = [] };
}
