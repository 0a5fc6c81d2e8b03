namespace Nmt.Text.Corpora;

/// <summary>Pairs that were left out for one reason.</summary>
/// <param name="Count">How many.</param>
/// <param name="FirstLine">Number of the first one's line, from 1; 0 when there is none.</param>
public readonly record struct SkippedPairs(int Count, int FirstLine)
{
    /// <summary>Counts one more.</summary>
    internal SkippedPairs Add(int line) => new(Count + 1, Count == 0 ? line : FirstLine);
}
