namespace Nmt.Search;

/// <summary>Constraints on the translation of one sentence.</summary>
/// <param name="Number">Selects the sentence's random numbers: its line number, regardless of its position in a batch.</param>
public sealed record DecodingConstraints(long Number)
{
    /// <summary>Subwords that the translation starts with.</summary>
    public IReadOnlyList<int> Prefix { get; init; } = [];

    /// <summary>Subword sequences that must all appear, in any order, without sharing subwords.</summary>
    public IReadOnlyList<int[]> Required { get; init; } = [];

    /// <summary>Subword sequences that must not appear.</summary>
    public IReadOnlyList<int[]> Banned { get; init; } = [];

    /// <summary>
    /// The constraints on a later segment of a line that is translated in segments: it has its own random numbers, and prefix and
    /// required phrases apply only to the first segment.
    /// </summary>
    public DecodingConstraints ForSegment(int segment) => this with { Number = Number + ((long)segment << 40), Prefix = [], Required = [] };
}
