using System.Numerics;
using Nmt.Metrics.Statistics;

namespace Nmt.Metrics.Significance;

/// <summary>Confidence intervals of a single system's score by bootstrap resampling (Koehn 2004).</summary>
public static class BootstrapConfidence
{
    /// <summary>Scores resamples of the segments.</summary>
    /// <param name="metric">The metric.</param>
    /// <param name="segments">The statistics of each segment.</param>
    /// <param name="resamples">The number of resamples, 1000 in sacreBLEU.</param>
    /// <param name="seed">The seed of the draws, 12345 in sacreBLEU; null for an unpredictable one.</param>
    /// <exception cref="ArgumentException">There are no segments.</exception>
    public static ConfidenceInterval Estimate(IMetric metric, SegmentStatistics segments, int resamples, ulong? seed)
    {
        ArgumentNullException.ThrowIfNull(metric);
        ArgumentNullException.ThrowIfNull(segments);
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 1);
        if (segments.Count == 0)
        {
            throw new ArgumentException("At least one segment is required.", nameof(segments));
        }

        var draws = new ResamplingDraws(seed);
        double[][] scores = Resampler.Scores(draws, [(metric, new SinglePrecisionRows(segments))], segments.Count, resamples);
        return ResampledScores.Interval(scores[0]);
    }
}

/// <summary>Scores bootstrap resamples of several systems, all on the same draws.</summary>
internal static class Resampler
{
    /// <summary>The number of draws before the resamples are scored in parallel; limits memory use.</summary>
    private const int DrawsAtOnce = 1 << 21;

    /// <summary>Returns the scores by series and resample.</summary>
    /// <param name="draws">The source of the draws.</param>
    /// <param name="series">The statistics to resample, with their metrics; all of the same number of segments.</param>
    /// <param name="segments">The number of segments.</param>
    /// <param name="resamples">The number of resamples.</param>
    public static double[][] Scores(
        ResamplingDraws draws, IReadOnlyList<(IMetric Metric, SinglePrecisionRows Rows)> series, int segments, int resamples)
    {
        double[][] scores = [.. series.Select(_ => new double[resamples])];
        int rowsAtOnce = Math.Clamp(DrawsAtOnce / segments, 1, resamples);
        int[][] rows = [.. Enumerable.Range(0, rowsAtOnce).Select(_ => new int[segments])];
        for (int first = 0; first < resamples; first += rowsAtOnce)
        {
            int count = Math.Min(rowsAtOnce, resamples - first);
            foreach (int[] row in rows.AsSpan(0, count))
            {
                draws.FillIndices(row, segments);
            }

            // Work is split by resample and series, so that even one long row keeps all processors busy.
            int start = first;
            Parallel.For(0, count * series.Count, job =>
            {
                (int row, int one) = Math.DivRem(job, series.Count);
                scores[one][start + row] = series[one].Rows.Score(series[one].Metric, rows[row]);
            });
        }

        return scores;
    }
}

/// <summary>Statistics of segments in single precision, which sacreBLEU adds up for its resamples.</summary>
/// <remarks>
/// Rows are padded to whole vectors. Each column is added in the order of the indices, as NumPy does along the first axis,
/// so that even sums too large for single precision are rounded the same way.
/// </remarks>
internal sealed class SinglePrecisionRows
{
    private readonly int _width;
    private readonly int _stride;
    private readonly float[] _numbers;

    public SinglePrecisionRows(SegmentStatistics segments)
    {
        _width = segments.Width;
        _stride = (_width + Vector<float>.Count - 1) / Vector<float>.Count * Vector<float>.Count;
        _numbers = new float[checked((long)segments.Count * _stride)];
        for (int i = 0; i < segments.Count; i++)
        {
            var row = segments[i];
            for (int j = 0; j < _width; j++)
            {
                _numbers[((long)i * _stride) + j] = (float)row[j];
            }
        }
    }

    /// <summary>The metric's score of the segments with these indices.</summary>
    public double Score(IMetric metric, ReadOnlySpan<int> indices)
    {
        var sums = _stride <= 256 ? stackalloc float[_stride] : new float[_stride];
        for (int column = 0; column < _stride; column += Vector<float>.Count)
        {
            var sum = Vector<float>.Zero;
            foreach (int index in indices)
            {
                sum += new Vector<float>(_numbers, (index * _stride) + column);
            }

            sum.CopyTo(sums[column..]);
        }

        return metric.ResampledValue(sums[.._width]);
    }
}

/// <summary>Statistics of the scores of resamples.</summary>
internal static class ResampledScores
{
    /// <summary>One in forty resamples is dropped at each end, which leaves 95 %.</summary>
    private const int TailShare = 40;

    /// <summary>How many numbers NumPy adds without splitting, and in how many partial sums.</summary>
    private const int PairwiseBlock = 128;
    private const int PartialSums = 8;

    public static ConfidenceInterval Interval(double[] scores)
    {
        double[] sorted = [.. scores.Order()];
        int lower = sorted.Length / TailShare;
        int upper = sorted.Length - lower - 1;
        return new ConfidenceInterval(Mean(sorted), 0.5 * (sorted[upper] - sorted[lower]));
    }

    /// <summary>The mean, bit-identical to NumPy's: pairwise summation decides which of two nearly equal differences is larger.</summary>
    public static double Mean(ReadOnlySpan<double> numbers) => PairwiseSum(numbers) / numbers.Length;

    /// <summary>The share of differences above the real one; 1 is added to both counts, so that no p-value is 0.</summary>
    public static double PValue(ReadOnlySpan<double> differences, double realDifference)
    {
        int larger = 0;
        foreach (double difference in differences)
        {
            larger += difference > realDifference ? 1 : 0;
        }

        return (larger + 1.0) / (differences.Length + 1.0);
    }

    private static double PairwiseSum(ReadOnlySpan<double> numbers)
    {
        if (numbers.Length > PairwiseBlock)
        {
            int half = numbers.Length / 2;
            half -= half % PartialSums;
            return PairwiseSum(numbers[..half]) + PairwiseSum(numbers[half..]);
        }

        double sum = 0;
        int summed = 0;
        if (numbers.Length >= PartialSums)
        {
            Span<double> partial = stackalloc double[PartialSums];
            numbers[..PartialSums].CopyTo(partial);
            for (summed = PartialSums; summed + PartialSums <= numbers.Length; summed += PartialSums)
            {
                for (int i = 0; i < PartialSums; i++)
                {
                    partial[i] += numbers[summed + i];
                }
            }

            sum = (partial[0] + partial[1] + (partial[2] + partial[3])) + (partial[4] + partial[5] + (partial[6] + partial[7]));
        }

        foreach (double number in numbers[summed..])
        {
            sum += number;
        }

        return sum;
    }
}
