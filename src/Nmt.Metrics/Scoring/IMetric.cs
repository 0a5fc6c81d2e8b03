namespace Nmt.Metrics;

/// <summary>A metric that adds up sufficient statistics of segments and computes its score from the sums.</summary>
/// <remarks>Instances are immutable and may be shared by threads; the counters they make may not.</remarks>
public interface IMetric
{
    /// <summary>The metric's name as sacreBLEU prints it, such as <c>BLEU</c>, <c>chrF2++</c> or <c>TER</c>.</summary>
    string Name { get; }

    /// <summary>Whether a larger score means a better translation.</summary>
    bool IsHigherBetter { get; }

    /// <summary>How many numbers the statistics of a segment are.</summary>
    int StatisticsWidth { get; }

    /// <summary>Makes a counter for one thread.</summary>
    ISegmentCounter NewCounter();

    /// <summary>The signature of scores of this metric.</summary>
    /// <param name="referenceCount">References per segment; null when the segments differ ("var").</param>
    MetricSignature Signature(int? referenceCount);

    /// <summary>Scores statistics that were added up.</summary>
    /// <param name="sums">The sums, <see cref="StatisticsWidth"/> numbers.</param>
    /// <param name="referenceCount">References per segment, for the signature; null when the segments differ.</param>
    IMetricScore Score(ReadOnlySpan<double> sums, int? referenceCount);

    /// <summary>The score alone.</summary>
    /// <param name="sums">The sums, <see cref="StatisticsWidth"/> numbers.</param>
    double Value(ReadOnlySpan<double> sums);

    /// <summary>The score of a bootstrap resample, with the single-precision arithmetic of sacreBLEU's resampling.</summary>
    /// <param name="sums">The sums, <see cref="StatisticsWidth"/> numbers.</param>
    double ResampledValue(ReadOnlySpan<float> sums);
}
