namespace Nmt.Metrics;

/// <summary>Scores bootstrap resamples of several systems, all on the same draws.</summary>
internal static class Resampler
{
    /// <summary>Draws that are made before the resamples are scored in parallel; bounds the memory.</summary>
    private const int DrawsAtOnce = 1 << 21;

    /// <summary>Returns the scores by series and resample.</summary>
    /// <param name="draws">Where the draws come from.</param>
    /// <param name="series">The statistics to resample, with their metrics; all of the same number of segments.</param>
    /// <param name="segments">How many segments there are.</param>
    /// <param name="resamples">How many resamples are drawn.</param>
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

            // Work is split by resample and series, so that also one long row keeps all processors busy.
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
