namespace Nmt.Metrics;

/// <summary>One segment to score.</summary>
/// <param name="Hypothesis">The system's translation, not tokenized.</param>
/// <param name="References">Its reference translations; null for one that this segment does not have.</param>
public sealed record Segment(string Hypothesis, IReadOnlyList<string?> References);
