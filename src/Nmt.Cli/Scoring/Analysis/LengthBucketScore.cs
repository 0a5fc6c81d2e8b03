using Nmt.Metrics;

namespace Nmt.Cli.Scoring.Analysis;

/// <summary>Scores of the lines of some length.</summary>
/// <param name="Label">The length, such as <c>11-20</c>.</param>
/// <param name="Lines">How many lines there are.</param>
/// <param name="Scores">One score a metric.</param>
internal sealed record LengthBucketScore(string Label, int Lines, IReadOnlyList<IMetricScore> Scores);
