using Nmt.Metrics;

namespace Nmt.Cli.Scoring.Output;

/// <summary>What is known of one system under one metric.</summary>
/// <param name="Score">The score with its signature; where a paired test was made, the test's signature.</param>
/// <param name="Paired">What the paired test says; null where none was made.</param>
internal sealed record MetricResult(ScoreReport Score, PairedResult? Paired);
