namespace Nmt.Metrics;

/// <summary>Computes corpus BLEU from segments that come one by one and are not kept.</summary>
/// <remarks>
/// Not safe for use by several threads at once; accumulators of several threads are joined by <see cref="Add(BleuAccumulator)"/>.
/// </remarks>
public sealed class BleuAccumulator
{
    private readonly BleuMetric _metric;
    private readonly BleuSegmentCounter _counter;
    private readonly BleuStatistics _statistics;
    private readonly ReferenceCountTracker _referenceCounts = new();

    internal BleuAccumulator(BleuMetric metric)
    {
        _metric = metric;
        _counter = new BleuSegmentCounter(metric.Options);
        _statistics = new BleuStatistics(metric.Options.MaxNgramOrder);
    }

    /// <summary>Segments added so far.</summary>
    public long SegmentCount { get; private set; }

    /// <summary>Adds one segment.</summary>
    /// <param name="hypothesis">The system's translation, not tokenized.</param>
    /// <param name="references">Its reference translations; null for one that this segment does not have.</param>
    /// <returns>The statistics of this segment alone.</returns>
    /// <exception cref="ArgumentException">The segment has no reference, and its hypothesis is not empty.</exception>
    public BleuStatistics Add(string hypothesis, params IReadOnlyList<string?> references)
    {
        BleuStatistics segment = _counter.Count(hypothesis, references);
        _statistics.Add(segment);
        _referenceCounts.Add(_counter.ReferenceCount);
        SegmentCount++;
        return segment;
    }

    /// <summary>Adds all segments of another accumulator of the same metric.</summary>
    public void Add(BleuAccumulator other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other._metric.Options != _metric.Options)
        {
            throw new ArgumentException("The accumulators have different options.", nameof(other));
        }

        _statistics.Add(other._statistics);
        _referenceCounts.Add(other._referenceCounts);
        SegmentCount += other.SegmentCount;
    }

    /// <summary>The score of all segments added so far; 0 while there is none.</summary>
    public BleuScore Score() => _metric.Score(_statistics, _referenceCounts.Common);
}
