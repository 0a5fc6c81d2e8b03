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
        throw new NotSupportedException();
    }
}
