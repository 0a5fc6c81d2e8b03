namespace Nmt.Data.Corpora;

/// <summary>What a filter left out.</summary>
/// <param name="Setting">Its key in section <c>data.filters</c>.</param>
/// <param name="Dropped">The pairs; one that several filters would leave out counts for the first of them.</param>
public sealed record FilterReport(string Setting, SkippedPairs Dropped);
