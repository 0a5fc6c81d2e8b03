namespace Nmt.Metrics;

/// <summary>Computes corpus chrF from segments that come one by one and are not kept.</summary>
/// <remarks>Not safe for use by several threads at once.</remarks>
public sealed class ChrfAccumulator
{
    private readonly ChrfMetric _metric;
    private readonly ChrfSegmentCounter _counter;
    private readonly ChrfStatistics _statistics;
    private readonly ReferenceCountTracker _referenceCounts = new();

    internal ChrfAccumulator(ChrfMetric metric)
    {
        _metric = metric;
        _counter = new ChrfSegmentCounter(metric.Options);
        _statistics = new ChrfStatistics(metric.Options.CharOrder + metric.Options.WordOrder);
    }

    /// <summary>Segments added so far.</summary>
    public long SegmentCount { get; private set; }

    /// <summary>Adds one segment.</summary>
    /// <param name="hypothesis">The system's translation, not tokenized.</param>
    /// <param name="references">Its reference translations; null for one that this segment does not have.</param>
    /// <returns>The statistics of this segment alone.</returns>
    public ChrfStatistics Add(string hypothesis, params IReadOnlyList<string?> references)
    {
        ChrfStatistics segment = _counter.Count(hypothesis, references);
        _statistics.Add(segment);
        _referenceCounts.Add(_counter.ReferenceCount);
        SegmentCount++;
        return segment;
    }

    /// <summary>The score of all segments added so far; 0 while there is none.</summary>
    public ChrfScore Score()
    {
        var snapshot = new ChrfStatistics(_statistics.Matches.Count);
        snapshot.Add(_statistics);
        return _metric.Score(snapshot, _referenceCounts.Common);
    }
}
