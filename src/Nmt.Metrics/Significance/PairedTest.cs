using Nmt.Metrics.Statistics;

namespace Nmt.Metrics.Significance;

/// <summary>Compares systems with a baseline on the same segments.</summary>
public sealed class PairedTest
{
    private readonly IReadOnlyList<IMetric> _metrics;

    /// <summary>Prepares the test.</summary>
    /// <param name="metrics">The metrics to compare the systems with.</param>
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
        // With any other seed, the baseline's own generator repeats the same draws.
        var baseline = Options.Seed == 0 ? samples.BaselineIntervals(Options.SampleCount) : null;
        return samples.Results((metric, system) => system == 0
            ? (null, baseline?[metric] ?? ResampledScores.Interval(scores[metric][0]))
            : (BootstrapPValue(samples, scores, metric, system), ResampledScores.Interval(scores[metric][system])));
    }

    private static double BootstrapPValue(PairedSamples samples, double[][][] scores, int metric, int system)
    {
        (double[] ofBaseline, double[] ofSystem) = (scores[metric][0], scores[metric][system]);
        double[] differences = [.. ofSystem.Zip(ofBaseline, (one, other) => Math.Abs(one - other))];
        // Shifted by their mean, the differences follow the null hypothesis: two systems that do not differ.
        double mean = ResampledScores.Mean(differences);
        return ResampledScores.PValue(Array.ConvertAll(differences, difference => difference - mean), samples.Difference(metric, system));
    }

    private PairedResult[][] RunRandomization(PairedSamples samples)
    {
        var draws = new ResamplingDraws(samples.SystemSeed);
        double[][][] differences = samples.Randomize(draws, Options.SampleCount);
        // The indices are drawn after the masks, from the same generator: a system's resamples are not the baseline's.
        double[][][]? scores = Options.ConfidenceResamples is { } resamples ? samples.Resample(draws, resamples) : null;
        var baseline = Options.ConfidenceResamples is { } own ? samples.BaselineIntervals(own) : null;
        return samples.Results((metric, system) => system == 0
            ? (null, baseline?[metric])
            : (ResampledScores.PValue(differences[metric][system], samples.Difference(metric, system)),
                scores is null ? null : ResampledScores.Interval(scores[metric][system])));
    }
}

/// <summary>How systems are compared with a baseline. The defaults are sacreBLEU's.</summary>
public sealed record PairedTestOptions
{
    /// <summary>sacreBLEU's default seed.</summary>
    public const ulong DefaultSeed = 12345;

    /// <summary>The default number of resamples of a bootstrap.</summary>
    public const int DefaultResamples = 1000;

    /// <summary>The default number of trials of a randomization test.</summary>
    public const int DefaultTrials = 10000;

    /// <summary>The test.</summary>
    public required PairedTestKind Kind { get; init; }

    /// <summary>Resamples or trials; null for 1000 with the bootstrap and 10000 with randomization.</summary>
    public int? Samples { get; init; }

    /// <summary>Resamples for the confidence intervals of a randomization test; null for no intervals. The bootstrap uses its own.</summary>
    public int? ConfidenceResamples { get; init; }

    /// <summary>The seed of the random draws; null for an unpredictable one. In a paired test 0 means the same as null for every
    /// system but the baseline, as in sacreBLEU.</summary>
    public ulong? Seed { get; init; } = DefaultSeed;

    /// <summary>The number of resamples or trials, with the default filled in.</summary>
    public int SampleCount => Samples ?? (Kind == PairedTestKind.Bootstrap ? DefaultResamples : DefaultTrials);

    /// <summary>The number of resamples for the confidence intervals; null without intervals.</summary>
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

/// <summary>The result of a paired test for one system under one metric.</summary>
/// <param name="System">The system's name.</param>
/// <param name="Score">Its score.</param>
/// <param name="PValue">The probability of a difference from the baseline at least this large by chance; null for the baseline itself.</param>
/// <param name="Confidence">The interval around the score; null when none was requested.</param>
public sealed record PairedResult(string System, double Score, double? PValue, ConfidenceInterval? Confidence);

/// <summary>The segments of the systems under test, ready for resampling or swapping; indexed by metric, then system.</summary>
internal sealed class PairedSamples
{
    private readonly IReadOnlyList<IMetric> _metrics;
    private readonly IReadOnlyList<ScoredSystem> _systems;
    private readonly ulong? _seed;
    private readonly int _segments;
    private readonly double[][] _scores;
    private readonly Lazy<SinglePrecisionRows[][]> _rows;

    public PairedSamples(IReadOnlyList<IMetric> metrics, IReadOnlyList<ScoredSystem> systems, ulong? seed)
    {
        (_metrics, _systems, _seed) = (metrics, systems, seed);
        _segments = systems.Count > 0 && metrics.Count > 0 ? Rows(0, 0).Count : 0;
        if (_segments == 0)
        {
            throw new ArgumentException("At least one metric, system and segment are required.", nameof(systems));
        }

        _scores = ByMetricAndSystem((metric, system) => Rows(metric, system).Count == _segments
            ? metrics[metric].Value(Rows(metric, system).Sum())
            : throw new ArgumentException(
                $"{systems[system].Name} has {Rows(metric, system).Count} segments; {systems[0].Name} has {_segments}.", nameof(systems)));
        _rows = new(() => ByMetricAndSystem((metric, system) => new SinglePrecisionRows(Rows(metric, system))));
    }

    /// <summary>The seed of the comparisons: here, and only here, sacreBLEU treats 0 as no seed.</summary>
    public ulong? SystemSeed => _seed == 0 ? null : _seed;

    /// <summary>The absolute difference between the system's score and the baseline's.</summary>
    public double Difference(int metric, int system) => Math.Abs(_scores[metric][0] - _scores[metric][system]);

    /// <summary>The scores of bootstrap resamples, by metric, system and resample.</summary>
    public double[][][] Resample(ResamplingDraws draws, int resamples)
    {
        double[][] scores = Resampler.Scores(
            draws,
            [.. _metrics.SelectMany((metric, m) => _rows.Value[m].Select(rows => (metric, rows)))],
            _segments,
            resamples);
        return ByMetricAndSystem((metric, system) => scores[(metric * _systems.Count) + system]);
    }

    /// <summary>The baseline's intervals, with a generator of their own.</summary>
    public ConfidenceInterval[] BaselineIntervals(int resamples)
    {
        double[][] scores = Resampler.Scores(
            new ResamplingDraws(_seed), [.. _metrics.Select((metric, m) => (metric, _rows.Value[m][0]))], _segments, resamples);
        return Array.ConvertAll(scores, ResampledScores.Interval);
    }

    /// <summary>The differences of pseudo-systems whose segments are chosen at random from system and baseline.</summary>
    public double[][][] Randomize(ResamplingDraws draws, int trials)
    {
        double[][][] differences = ByMetricAndSystem((_, _) => new double[trials]);
        Randomizer.Run(draws, _segments, trials, (trial, mask) =>
        {
            for (int metric = 0; metric < _metrics.Count; metric++)
            {
                for (int system = 1; system < _systems.Count; system++)
                {
                    differences[metric][system][trial] =
                        Randomizer.Difference(_metrics[metric], Rows(metric, 0), Rows(metric, system), mask);
                }
            }
        });
        return differences;
    }

    public PairedResult[][] Results(Func<int, int, (double? PValue, ConfidenceInterval? Confidence)> compare) =>
        ByMetricAndSystem((metric, system) =>
        {
            (double? pValue, var confidence) = compare(metric, system);
            return new PairedResult(_systems[system].Name, _scores[metric][system], pValue, confidence);
        });

    private SegmentStatistics Rows(int metric, int system) => _systems[system].Statistics[metric].Segments
        ?? throw new ArgumentException($"The segments of {_systems[system].Name} were not kept.", nameof(system));

    private T[][] ByMetricAndSystem<T>(Func<int, int, T> create) =>
        [.. _metrics.Select((_, metric) => (T[])[.. _systems.Select((_, system) => create(metric, system))])];
}

/// <summary>Trials of approximate randomization: each segment's two outputs are swapped at random.</summary>
internal static class Randomizer
{
    private const int TossesAtOnce = 1 << 22;

    /// <summary>Draws one mask per trial, in order, and passes it to trials that run in parallel.</summary>
    public static void Run(ResamplingDraws draws, int segments, int trials, Action<int, bool[]> runTrial)
    {
        int masksAtOnce = Math.Clamp(TossesAtOnce / segments, 1, trials);
        bool[][] masks = [.. Enumerable.Range(0, masksAtOnce).Select(_ => new bool[segments])];
        for (int first = 0; first < trials; first += masksAtOnce)
        {
            int count = Math.Min(masksAtOnce, trials - first);
            foreach (bool[] mask in masks.AsSpan(0, count))
            {
                draws.FillMask(mask);
            }

            int start = first;
            Parallel.For(0, count, i => runTrial(start + i, masks[i]));
        }
    }

    /// <summary>The score difference between the pseudo-system with the baseline's segments where the mask is set and its complement.</summary>
    public static double Difference(IMetric metric, SegmentStatistics baseline, SegmentStatistics system, ReadOnlySpan<bool> mask)
    {
        int width = baseline.Width;
        var one = width <= 128 ? stackalloc double[width] : new double[width];
        var other = width <= 128 ? stackalloc double[width] : new double[width];
        one.Clear();
        other.Clear();
        for (int i = 0; i < mask.Length; i++)
        {
            var first = baseline[i];
            var second = system[i];
            StatisticsRow.AddTo(one, mask[i] ? first : second);
            StatisticsRow.AddTo(other, mask[i] ? second : first);
        }

        return Math.Abs(metric.Value(one) - metric.Value(other));
    }
}
