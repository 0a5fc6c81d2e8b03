namespace Nmt.Search.Scoring;

/// <summary>A line and a translation of it that is to be scored.</summary>
/// <param name="Number">The line's number, from 1.</param>
/// <param name="Source">The source line.</param>
/// <param name="Target">The target line.</param>
public sealed record LinePair(long Number, string Source, string Target);
