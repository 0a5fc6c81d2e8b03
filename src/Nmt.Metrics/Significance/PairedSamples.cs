using Nmt.Metrics.Statistics;

namespace Nmt.Metrics.Significance;

/// <summary>The segments of the systems under test, ready to be resampled or exchanged; everything by metric, then system.</summary>
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
            throw new ArgumentException("At least one metric, system and segment are needed.", nameof(systems));
        }

        _scores = ByMetricAndSystem((metric, system) => Rows(metric, system).Count == _segments
            ? metrics[metric].Value(Rows(metric, system).Sum())
            : throw new ArgumentException(
                $"{systems[system].Name} has {Rows(metric, system).Count} segments; {systems[0].Name} has {_segments}.", nameof(systems)));
        _rows = new(() => ByMetricAndSystem((metric, system) => new SinglePrecisionRows(Rows(metric, system))));
    }

    /// <summary>The seed of the comparisons: sacreBLEU takes 0 for none there, and only there.</summary>
    public ulong? SystemSeed => _seed == 0 ? null : _seed;

    /// <summary>How far the system's score is from the baseline's.</summary>
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

    /// <summary>The differences of pseudo systems whose segments come from system and baseline by lot.</summary>
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
            (double? pValue, ConfidenceInterval? confidence) = compare(metric, system);
            return new PairedResult(_systems[system].Name, _scores[metric][system], pValue, confidence);
        });

    private SegmentStatistics Rows(int metric, int system) => _systems[system].Statistics[metric].Segments
        ?? throw new ArgumentException($"The segments of {_systems[system].Name} were not kept.", nameof(system));

    private T[][] ByMetricAndSystem<T>(Func<int, int, T> make) =>
        [.. _metrics.Select((_, metric) => (T[])[.. _systems.Select((_, system) => make(metric, system))])];
}

/// <summary>Trials of approximate randomization: each segment's two outputs change sides or not, by lot.</summary>
internal static class Randomizer
{
    private const int TossesAtOnce = 1 << 22;

    /// <summary>Draws a mask per trial, in their order, and hands it to trials that run in parallel.</summary>
    public static void Run(ResamplingDraws draws, int segments, int trials, Action<int, bool[]> tryOne)
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
            Parallel.For(0, count, i => tryOne(start + i, masks[i]));
        }
    }

    /// <summary>The difference of the pseudo system that has the baseline's segments where the mask is set, and its complement.</summary>
    public static double Difference(IMetric metric, SegmentStatistics baseline, SegmentStatistics system, ReadOnlySpan<bool> mask)
    {
        int width = baseline.Width;
        Span<double> one = width <= 128 ? stackalloc double[width] : new double[width];
        Span<double> other = width <= 128 ? stackalloc double[width] : new double[width];
        one.Clear();
        other.Clear();
        for (int i = 0; i < mask.Length; i++)
        {
            ReadOnlySpan<double> first = baseline[i];
            ReadOnlySpan<double> second = system[i];
            StatisticsRow.AddTo(one, mask[i] ? first : second);
            StatisticsRow.AddTo(other, mask[i] ? second : first);
        }

        return Math.Abs(metric.Value(one) - metric.Value(other));
    }
}
