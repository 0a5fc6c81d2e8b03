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
        var samples = new PairedSamples(_metrics, systems, Options.Seed);
        return Options.Kind == PairedTestKind.Bootstrap ? RunBootstrap(samples) : RunRandomization(samples);
    }

    private PairedResult[][] RunBootstrap(PairedSamples samples)
    {
        var draws = new ResamplingDraws(samples.SystemSeed);
        double[][][] scores = samples.Resample(draws, Options.SampleCount);
        // With any other seed the baseline's own generator makes the same draws once more.
        ConfidenceInterval[]? baseline = Options.Seed == 0 ? samples.BaselineIntervals(Options.SampleCount) : null;
        return samples.Results((metric, system) => system == 0
            ? (null, baseline?[metric] ?? ResampledScores.Interval(scores[metric][0]))
            : (BootstrapPValue(samples, scores, metric, system), ResampledScores.Interval(scores[metric][system])));
    }

    private static double BootstrapPValue(PairedSamples samples, double[][][] scores, int metric, int system)
    {
        (double[] ofBaseline, double[] ofSystem) = (scores[metric][0], scores[metric][system]);
        double[] differences = [.. ofSystem.Zip(ofBaseline, (one, other) => Math.Abs(one - other))];
        // Shifted by their mean, the differences are those of two systems that do not differ.
        double mean = ResampledScores.Mean(differences);
        return ResampledScores.PValue(Array.ConvertAll(differences, difference => difference - mean), samples.Difference(metric, system));
    }

    private PairedResult[][] RunRandomization(PairedSamples samples)
    {
        var draws = new ResamplingDraws(samples.SystemSeed);
        double[][][] differences = samples.Randomize(draws, Options.SampleCount);
        // The indices are drawn after the masks, from the same generator: a system's resamples are not the baseline's.
        double[][][]? scores = Options.ConfidenceResamples is { } resamples ? samples.Resample(draws, resamples) : null;
        ConfidenceInterval[]? baseline = Options.ConfidenceResamples is { } own ? samples.BaselineIntervals(own) : null;
        return samples.Results((metric, system) => system == 0
            ? (null, baseline?[metric])
            : (ResampledScores.PValue(differences[metric][system], samples.Difference(metric, system)),
                scores is null ? null : ResampledScores.Interval(scores[metric][system])));
    }
}
