namespace Nmt.Metrics.Statistics;

/// <summary>The statistics of one metric for a corpus: the sums and, if resampling needs them, the rows of the segments.</summary>
public sealed class CorpusStatistics
{
    private readonly double[] _sums;
    private int _referenceCount;
    private bool _referenceCountsDiffer;

    /// <summary>Creates empty statistics.</summary>
    /// <param name="width">The number of values per segment, the metric's <see cref="IMetric.StatisticsWidth"/>.</param>
    /// <param name="keepsSegments">Whether each segment's statistics are kept in addition to the sums.</param>
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

    /// <summary>References per segment; null when the segments differ or there are none.</summary>
    public int? ReferenceCount => SegmentCount > 0 && !_referenceCountsDiffer ? _referenceCount : null;

    /// <summary>The statistics segment by segment; null when they are not kept.</summary>
    public SegmentStatistics? Segments { get; }

    /// <summary>Adds the statistics of the next segment.</summary>
    /// <param name="statistics">The segment's statistics.</param>
    /// <param name="referenceCount">The number of its references.</param>
    public void Add(ReadOnlySpan<double> statistics, int referenceCount)
    {
        StatisticsRow.CheckWidth(statistics, _sums.Length);
        StatisticsRow.AddTo(_sums, statistics);
        Segments?.Add(statistics);
        _referenceCountsDiffer |= SegmentCount > 0 && referenceCount != _referenceCount;
        _referenceCount = referenceCount;
        SegmentCount++;
    }
}

/// <summary>The statistics of every segment of a corpus, for resampling: a table of numbers, never the text.</summary>
public sealed class SegmentStatistics
{
    private const int InitialSegments = 256;

    private double[] _numbers;

    /// <summary>Creates empty statistics.</summary>
    /// <param name="width">The number of values per segment, the metric's <see cref="IMetric.StatisticsWidth"/>.</param>
    public SegmentStatistics(int width)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        Width = width;
        _numbers = new double[InitialSegments * width];
    }

    /// <summary>The number of values per segment.</summary>
    public int Width { get; }

    /// <summary>Segments added so far.</summary>
    public int Count { get; private set; }

    /// <summary>The statistics of one segment.</summary>
    public ReadOnlySpan<double> this[int segment] => segment >= 0 && segment < Count
        ? _numbers.AsSpan(segment * Width, Width)
        : throw new ArgumentOutOfRangeException(nameof(segment), segment, $"There are {Count} segments.");

    /// <summary>Adds the statistics of the next segment.</summary>
    public void Add(ReadOnlySpan<double> statistics)
    {
        StatisticsRow.CheckWidth(statistics, Width);
        int start = Count * Width;
        if (start + Width > _numbers.Length)
        {
            Array.Resize(ref _numbers, checked(_numbers.Length * 2));
        }

        statistics.CopyTo(_numbers.AsSpan(start));
        Count++;
    }

    /// <summary>Adds up all segments, in their order.</summary>
    public double[] Sum()
    {
        double[] sums = new double[Width];
        for (int i = 0; i < Count; i++)
        {
            StatisticsRow.AddTo(sums, this[i]);
        }

        return sums;
    }
}

/// <summary>Arithmetic on the statistics of one segment or the sums of several.</summary>
internal static class StatisticsRow
{
    public static void AddTo(Span<double> sums, ReadOnlySpan<double> row)
    {
        for (int i = 0; i < sums.Length; i++)
        {
            sums[i] += row[i];
        }
    }

    public static void CheckWidth(ReadOnlySpan<double> row, int width)
    {
        if (row.Length != width)
        {
            throw new ArgumentException($"Expected {width} values; got {row.Length}.", nameof(row));
        }
    }
}
