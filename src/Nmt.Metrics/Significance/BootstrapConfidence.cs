namespace Nmt.Metrics;

/// <summary>Confidence intervals of a single system's score by bootstrap resampling (Koehn 2004).</summary>
public static class BootstrapConfidence
{
    /// <summary>Scores resamples of the segments.</summary>
    /// <param name="metric">The metric.</param>
    /// <param name="segments">The statistics of each segment.</param>
    /// <param name="resamples">How many resamples are drawn, 1000 in sacreBLEU.</param>
    /// <param name="seed">The seed of the draws, 12345 in sacreBLEU; null for an unpredictable one.</param>
    /// <exception cref="ArgumentException">There is no segment.</exception>
    public static ConfidenceInterval Estimate(IMetric metric, SegmentStatistics segments, int resamples, ulong? seed)
    {
        ArgumentNullException.ThrowIfNull(metric);
        ArgumentNullException.ThrowIfNull(segments);
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 1);
        if (segments.Count == 0)
        {
            throw new ArgumentException("At least one segment is needed.", nameof(segments));
        }

        var draws = new ResamplingDraws(seed);
        double[][] scores = Resampler.Scores(draws, [(metric, new SinglePrecisionRows(segments))], segments.Count, resamples);
        return ResampledScores.Interval(scores[0]);
    }
}
