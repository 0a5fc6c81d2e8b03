namespace Nmt.Cli.Scoring.Output;

/// <summary>What is known of one system.</summary>
/// <param name="Name">The system's name as it is printed.</param>
/// <param name="Metrics">One result a metric.</param>
internal sealed record SystemResult(string Name, IReadOnlyList<MetricResult> Metrics);
