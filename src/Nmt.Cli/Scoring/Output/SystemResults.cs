using Nmt.Metrics;

namespace Nmt.Cli.Scoring.Output;

/// <summary>Makes scores of what was counted: plain ones, with intervals, or with a paired test.</summary>
internal static class SystemResults
{
    /// <summary>Scores without any resampling.</summary>
    public static SystemResult Plain(ScoredSystem system, IReadOnlyList<IMetric> metrics) => new(
        system.Name, [.. metrics.Select((metric, i) => new MetricResult(Report(metric, system.Statistics[i]), null))]);

    /// <summary>Scores with their confidence intervals.</summary>
    public static SystemResult Confident(ScoredSystem system, IReadOnlyList<IMetric> metrics, int resamples, ulong? seed) => new(
        system.Name, [.. metrics.Select((metric, i) => new MetricResult(Confident(metric, system.Statistics[i], resamples, seed), null))]);

    /// <summary>Scores with what a paired test says of them; the first system is the baseline.</summary>
    public static IReadOnlyList<SystemResult> Paired(
        IReadOnlyList<ScoredSystem> systems, IReadOnlyList<IMetric> metrics, PairedTestOptions options)
    {
        var test = new PairedTest(metrics, options);
        var results = test.Run(systems);
        return [.. systems.Select((system, s) => new SystemResult(
            system.Name,
            [.. metrics.Select((metric, m) => new MetricResult(
                Report(metric, system.Statistics[m]) with { Signature = test.Signature(metric, system.Statistics[m].ReferenceCount) },
                results[m][s]))]))];
    }

    private static ScoreReport Report(IMetric metric, CorpusStatistics statistics) =>
        metric.Score(statistics.Sums, statistics.ReferenceCount).Report;

    private static ScoreReport Confident(IMetric metric, CorpusStatistics statistics, int resamples, ulong? seed)
    {
        var report = Report(metric, statistics);
        return report with
        {
            Confidence = BootstrapConfidence.Estimate(metric, statistics.Segments!, resamples, seed),
            Signature = report.Signature.WithSampling(resamples, trials: null, seed),
        };
    }
}
