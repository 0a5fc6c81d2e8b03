namespace Nmt.Metrics;

/// <summary>A metric that adds up sufficient statistics of segments and computes its score from the sums.</summary>
/// <remarks>Instances are immutable and may be shared between threads; the counters they create may not.</remarks>
public interface IMetric
{
    /// <summary>The metric's name as sacreBLEU prints it, such as <c>BLEU</c>, <c>chrF2++</c> or <c>TER</c>.</summary>
    string Name { get; }

    /// <summary>Whether a larger score means a better translation.</summary>
    bool IsHigherBetter { get; }

    /// <summary>The number of values in a segment's statistics.</summary>
    int StatisticsWidth { get; }

    /// <summary>Creates a counter for one thread.</summary>
    ISegmentCounter CreateCounter();

    /// <summary>The signature of scores of this metric.</summary>
    /// <param name="referenceCount">References per segment; null when the segments differ ("var").</param>
    MetricSignature Signature(int? referenceCount);

    /// <summary>Computes the score from summed statistics.</summary>
    /// <param name="sums">The sums, <see cref="StatisticsWidth"/> values.</param>
    /// <param name="referenceCount">References per segment, for the signature; null when the segments differ.</param>
    MetricScore Score(ReadOnlySpan<double> sums, int? referenceCount);

    /// <summary>Computes only the score.</summary>
    /// <param name="sums">The sums, <see cref="StatisticsWidth"/> values.</param>
    double Value(ReadOnlySpan<double> sums);

    /// <summary>Computes the score of a bootstrap resample, with the single-precision arithmetic of sacreBLEU's resampling.</summary>
    /// <param name="sums">The sums, <see cref="StatisticsWidth"/> values.</param>
    double ResampledValue(ReadOnlySpan<float> sums);
}

/// <summary>A metric whose scores are of a known type.</summary>
/// <typeparam name="TScore">The type of its scores.</typeparam>
public interface IMetric<out TScore> : IMetric
    where TScore : MetricScore
{
    /// <inheritdoc cref="IMetric.Score"/>
    new TScore Score(ReadOnlySpan<double> sums, int? referenceCount);

    /// <inheritdoc/>
    MetricScore IMetric.Score(ReadOnlySpan<double> sums, int? referenceCount) => Score(sums, referenceCount);
}

/// <summary>Counts the sufficient statistics of one segment after another, reusing its buffers.</summary>
/// <remarks>Not safe for use by several threads at once.</remarks>
public interface ISegmentCounter
{
    /// <summary>The number of references of the segment counted last, without null ones.</summary>
    int ReferenceCount { get; }

    /// <summary>Returns the line as the metric counts it, after any lowercasing, trimming and tokenization.</summary>
    /// <param name="line">A hypothesis or reference.</param>
    string Preprocess(string line);

    /// <summary>Counts one segment.</summary>
    /// <param name="hypothesis">The system's translation, not tokenized.</param>
    /// <param name="references">Its reference translations; null for a missing one.</param>
    /// <param name="statistics">Receives the segment's statistics; as long as the metric's width.</param>
    /// <exception cref="ArgumentException">The segment has no reference, and the metric needs one.</exception>
    void Count(string hypothesis, IReadOnlyList<string?> references, Span<double> statistics);
}
