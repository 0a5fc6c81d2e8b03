namespace Nmt.Metrics;

/// <summary>A system whose output was counted segment by segment, for one metric after the other.</summary>
/// <param name="Name">The system's name.</param>
/// <param name="Statistics">Its statistics per metric, in the order of the test's metrics; segments must have been kept.</param>
public sealed record ScoredSystem(string Name, IReadOnlyList<CorpusStatistics> Statistics);
