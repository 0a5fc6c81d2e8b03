namespace Nmt.Metrics;

/// <summary>Compares systems with a baseline on the same segments.</summary>
public sealed class PairedTest
{
    private readonly IReadOnlyList<IMetric> _metrics;

    /// <summary>Prepares the test.</summary>
    /// <param name="metrics">The metrics that the systems are compared under.</param>
    /// <param name="options">How they are compared.</param>
    public PairedTest(IReadOnlyList<IMetric> metrics, PairedTestOptions options)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.SampleCount, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.ResampleCount ?? 1, 1, nameof(options));
        _metrics = metrics;
        Options = options;
    }

    /// <summary>How the systems are compared.</summary>
    public PairedTestOptions Options { get; }

    /// <summary>The signature of the test's results for one metric.</summary>
    /// <param name="metric">The metric.</param>
    /// <param name="referenceCount">References per segment; null when the segments differ ("var").</param>
    public MetricSignature Signature(IMetric metric, int? referenceCount)
    {
        ArgumentNullException.ThrowIfNull(metric);
        int? trials = Options.Kind == PairedTestKind.ApproximateRandomization ? Options.SampleCount : null;
        return metric.Signature(referenceCount).WithSampling(Options.ResampleCount, trials, Options.Seed);
    }

    /// <summary>Runs the test.</summary>
    /// <param name="systems">The systems, the baseline first; all with the same number of segments.</param>
    /// <returns>Per metric, in the metrics' order, one result per system, in the systems' order.</returns>
    /// <exception cref="ArgumentException">The systems have no or different segments, or their segments were not kept.</exception>
    public IReadOnlyList<IReadOnlyList<PairedResult>> Run(IReadOnlyList<ScoredSystem> systems)
    {
        ArgumentNullException.ThrowIfNull(systems);
        throw new NotSupportedException();
    }
}
