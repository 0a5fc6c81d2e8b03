namespace Nmt.Data.Corpora;

/// <summary>Pairs that were left out for one reason.</summary>
/// <param name="Count">How many.</param>
/// <param name="FirstFile">Source file of the first one; null when there is none.</param>
/// <param name="FirstLine">Number of the first one's line, from 1; 0 when there is none.</param>
public readonly record struct SkippedPairs(long Count, string? FirstFile, int FirstLine)
{
    /// <summary>These and those that came after them.</summary>
    public static SkippedPairs operator +(SkippedPairs first, SkippedPairs then) =>
        first.Count == 0 ? then : first with { Count = first.Count + then.Count };

    /// <summary>Counts one more.</summary>
    internal SkippedPairs Add(string file, int line) => this + new SkippedPairs(1, file, line);
}
