using Nmt.Metrics.Statistics;

namespace Nmt.Metrics.Significance;

/// <summary>The scores of one system: plain ones, with confidence intervals, or with the results of a paired test.</summary>
/// <param name="Name">The system's name as it is printed.</param>
/// <param name="Metrics">One result per metric.</param>
public sealed record SystemResult(string Name, IReadOnlyList<MetricResult> Metrics)
{
    /// <summary>Computes scores without resampling.</summary>
    /// <param name="system">The system.</param>
    /// <param name="metrics">The metrics of its statistics.</param>
    public static SystemResult Plain(ScoredSystem system, IReadOnlyList<IMetric> metrics) => Create(system, metrics, Score);

    /// <summary>Computes scores with their confidence intervals.</summary>
    /// <param name="system">The system, whose segments must have been kept.</param>
    /// <param name="metrics">The metrics of its statistics.</param>
    /// <param name="resamples">Resamples per interval.</param>
    /// <param name="seed">The seed of the draws; null for an unpredictable one.</param>
    public static SystemResult WithIntervals(ScoredSystem system, IReadOnlyList<IMetric> metrics, int resamples, ulong? seed) =>
        Create(system, metrics, (metric, statistics) =>
        {
            var score = Score(metric, statistics);
            return score with
            {
                Confidence = BootstrapConfidence.Estimate(metric, statistics.Segments!, resamples, seed),
                Signature = score.Signature.WithSampling(resamples, trials: null, seed),
            };
        });

    /// <summary>Computes scores with the results of a paired test; the first system is the baseline.</summary>
    /// <param name="systems">The systems, whose segments must have been kept.</param>
    /// <param name="metrics">The metrics of their statistics.</param>
    /// <param name="options">The options of the test.</param>
    public static IReadOnlyList<SystemResult> Paired(
        IReadOnlyList<ScoredSystem> systems, IReadOnlyList<IMetric> metrics, PairedTestOptions options)
    {
        var test = new PairedTest(metrics, options);
        var results = test.Run(systems);
        return [.. systems.Select((system, s) => new SystemResult(
            system.Name,
            [.. metrics.Select((metric, m) => new MetricResult(
                Score(metric, system.Statistics[m]) with { Signature = test.Signature(metric, system.Statistics[m].ReferenceCount) },
                results[m][s]))]))];
    }

    private static SystemResult Create(
        ScoredSystem system, IReadOnlyList<IMetric> metrics, Func<IMetric, CorpusStatistics, MetricScore> score)
    {
        ArgumentNullException.ThrowIfNull(system);
        return new SystemResult(system.Name, [.. metrics.Select((metric, i) => new MetricResult(score(metric, system.Statistics[i]), null))]);
    }

    private static MetricScore Score(IMetric metric, CorpusStatistics statistics) =>
        metric.Score(statistics.Sums, statistics.ReferenceCount);
}

/// <summary>The result of one system under one metric.</summary>
/// <param name="Score">The score with its signature; after a paired test, the test's signature.</param>
/// <param name="Paired">The result of the paired test; null when there was none.</param>
public sealed record MetricResult(MetricScore Score, PairedResult? Paired);
