using Nmt.Metrics.Statistics;

namespace Nmt.Metrics.Significance;

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

/// <summary>How systems are compared with a baseline. The defaults are sacreBLEU's.</summary>
public sealed record PairedTestOptions
{
    /// <summary>sacreBLEU's seed where none is asked for.</summary>
    public const ulong DefaultSeed = 12345;

    /// <summary>Resamples of a bootstrap where no other number is asked for.</summary>
    public const int DefaultResamples = 1000;

    /// <summary>Trials of a randomization test where no other number is asked for.</summary>
    public const int DefaultTrials = 10000;

    /// <summary>The test.</summary>
    public required PairedTestKind Kind { get; init; }

    /// <summary>Resamples or trials; 1000 for the bootstrap and 10000 for the randomization when null.</summary>
    public int? Samples { get; init; }

    /// <summary>Resamples for the confidence intervals of a randomization test; none when null. The bootstrap has its own.</summary>
    public int? ConfidenceResamples { get; init; }

    /// <summary>The seed of the random draws; null for an unpredictable one. In a paired test 0 means the same as null for every
    /// system but the baseline, as in sacreBLEU.</summary>
    public ulong? Seed { get; init; } = DefaultSeed;

    /// <summary>The number of resamples or trials, the default filled in.</summary>
    public int SampleCount => Samples ?? (Kind == PairedTestKind.Bootstrap ? DefaultResamples : DefaultTrials);

    /// <summary>How many resamples the confidence intervals are computed from; null when there are none.</summary>
    public int? ResampleCount => Kind == PairedTestKind.Bootstrap ? SampleCount : ConfidenceResamples;
}

/// <summary>How the significance of a difference between two systems is tested.</summary>
public enum PairedTestKind
{
    /// <summary>Paired bootstrap resampling (Koehn 2004), sacreBLEU's <c>--paired-bs</c>.</summary>
    Bootstrap,

    /// <summary>Paired approximate randomization (Riezler and Maxwell 2005), sacreBLEU's <c>--paired-ar</c>.</summary>
    ApproximateRandomization,
}

/// <summary>What a paired test says of one system under one metric.</summary>
/// <param name="System">The system's name.</param>
/// <param name="Score">Its score.</param>
/// <param name="PValue">How probable so large a difference from the baseline is by chance; null for the baseline itself.</param>
/// <param name="Confidence">The interval around the score; null when none was asked for.</param>
public sealed record PairedResult(string System, double Score, double? PValue, ConfidenceInterval? Confidence);
