namespace Nmt.Metrics;

/// <summary>The statistics of every segment of a corpus, for resampling: a table of numbers, never the text.</summary>
public sealed class SegmentStatistics
{
    private const int InitialSegments = 256;

    private double[] _numbers;

    /// <summary>Starts with no segment.</summary>
    /// <param name="width">Numbers per segment, the metric's <see cref="IMetric.StatisticsWidth"/>.</param>
    public SegmentStatistics(int width)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        Width = width;
        _numbers = new double[InitialSegments * width];
    }

    /// <summary>Numbers per segment.</summary>
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
        if (statistics.Length != Width)
        {
            throw new ArgumentException($"Expected {Width} numbers; got {statistics.Length}.", nameof(statistics));
        }

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
