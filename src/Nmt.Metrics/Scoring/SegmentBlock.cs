namespace Nmt.Metrics;

/// <summary>Consecutive segments that one thread counts; the block, its counters and its rows are used again and again.</summary>
internal sealed class SegmentBlock
{
    /// <summary>Long enough that starting a task is not noticed, short enough that the text of all blocks is a few megabytes.</summary>
    private const int Capacity = 1024;

    private readonly List<Segment> _segments = new(Capacity);
    private readonly ISegmentCounter[] _counters;
    private readonly double[][] _rows;
    private readonly int[] _referenceCounts = new int[Capacity];

    public SegmentBlock(IReadOnlyList<IMetric> metrics)
    {
        _counters = [.. metrics.Select(metric => metric.NewCounter())];
        _rows = [.. metrics.Select(metric => new double[Capacity * metric.StatisticsWidth])];
    }

    public bool IsFull => _segments.Count == Capacity;

    public void Add(Segment segment) => _segments.Add(segment);

    public void Clear() => _segments.Clear();

    public void Count()
    {
        for (int i = 0; i < _segments.Count; i++)
        {
            (string hypothesis, IReadOnlyList<string?> references) = _segments[i];
            for (int m = 0; m < _counters.Length; m++)
            {
                _counters[m].Count(hypothesis, references, Row(m, i));
            }

            // Every metric leaves out the same references: those that are null.
            _referenceCounts[i] = _counters[0].ReferenceCount;
        }
    }

    public void AddTo(CorpusStatistics[] corpus)
    {
        for (int m = 0; m < corpus.Length; m++)
        {
            for (int i = 0; i < _segments.Count; i++)
            {
                corpus[m].Add(Row(m, i), _referenceCounts[i]);
            }
        }
    }

    private Span<double> Row(int metric, int segment)
    {
        int width = _rows[metric].Length / Capacity;
        return new Span<double>(_rows[metric], segment * width, width);
    }
}
