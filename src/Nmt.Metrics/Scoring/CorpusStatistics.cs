namespace Nmt.Metrics;

/// <summary>What one metric has counted in a corpus: the sums and, where resampling needs them, the rows of the segments.</summary>
public sealed class CorpusStatistics
{
    private readonly double[] _sums;
    private readonly ReferenceCountTracker _referenceCounts = new();

    /// <summary>Starts with no segment.</summary>
    /// <param name="width">Numbers per segment, the metric's <see cref="IMetric.StatisticsWidth"/>.</param>
    /// <param name="keepsSegments">Whether each segment's statistics are kept beside the sums.</param>
    public CorpusStatistics(int width, bool keepsSegments = false)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        _sums = new double[width];
        Segments = keepsSegments ? new SegmentStatistics(width) : null;
    }

    /// <summary>The sums over all segments.</summary>
    public ReadOnlySpan<double> Sums => _sums;

    /// <summary>Segments added so far.</summary>
    public long SegmentCount { get; private set; }

    /// <summary>The references that each segment has; null when the segments differ or there is none.</summary>
    public int? ReferenceCount => _referenceCounts.Common;

    /// <summary>The statistics segment by segment; null when they are not kept.</summary>
    public SegmentStatistics? Segments { get; }

    /// <summary>Adds the statistics of the next segment.</summary>
    /// <param name="statistics">The segment's statistics.</param>
    /// <param name="referenceCount">How many references it has.</param>
    public void Add(ReadOnlySpan<double> statistics, int referenceCount)
    {
        StatisticsRow.CheckWidth(statistics, _sums.Length);
        StatisticsRow.AddTo(_sums, statistics);
        Segments?.Add(statistics);
        _referenceCounts.Add(referenceCount);
        SegmentCount++;
    }
}
