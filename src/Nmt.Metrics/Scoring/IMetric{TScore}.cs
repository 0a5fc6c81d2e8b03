namespace Nmt.Metrics;

/// <summary>A metric whose scores are of a known type.</summary>
/// <typeparam name="TScore">The type of its scores.</typeparam>
public interface IMetric<out TScore> : IMetric
    where TScore : class, IMetricScore
{
    /// <inheritdoc cref="IMetric.Score"/>
    new TScore Score(ReadOnlySpan<double> sums, int? referenceCount);

    /// <inheritdoc/>
    IMetricScore IMetric.Score(ReadOnlySpan<double> sums, int? referenceCount) => Score(sums, referenceCount);
}
