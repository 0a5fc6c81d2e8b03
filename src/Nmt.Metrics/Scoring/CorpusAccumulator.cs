namespace Nmt.Metrics;

/// <summary>Computes a metric of a corpus from segments that come one by one and are not kept.</summary>
/// <remarks>Not safe for use by several threads at once; <see cref="CorpusScorer"/> counts segments in parallel.</remarks>
/// <typeparam name="TScore">The type of the metric's scores.</typeparam>
public sealed class CorpusAccumulator<TScore>
    where TScore : class, IMetricScore
{
    private readonly IMetric<TScore> _metric;
    private readonly ISegmentCounter _counter;
    private readonly CorpusStatistics _statistics;
    private readonly double[] _row;

    /// <summary>Starts with no segment.</summary>
    /// <param name="metric">The metric.</param>
    public CorpusAccumulator(IMetric<TScore> metric)
    {
        ArgumentNullException.ThrowIfNull(metric);
        _metric = metric;
        _counter = metric.NewCounter();
        _statistics = new CorpusStatistics(metric.StatisticsWidth);
        _row = new double[metric.StatisticsWidth];
    }

    /// <summary>Segments added so far.</summary>
    public long SegmentCount => _statistics.SegmentCount;

    /// <summary>Adds one segment.</summary>
    /// <param name="hypothesis">The system's translation, not tokenized.</param>
    /// <param name="references">Its reference translations; null for one that this segment does not have.</param>
    /// <exception cref="ArgumentException">The segment has no reference, and the metric cannot do without.</exception>
    public void Add(string hypothesis, params IReadOnlyList<string?> references)
    {
        _counter.Count(hypothesis, references, _row);
        _statistics.Add(_row, _counter.ReferenceCount);
    }

    internal TScore ScoreCorpus(IReadOnlyList<string> hypotheses, IReadOnlyList<IReadOnlyList<string?>> referenceStreams)
    {
        ReferenceStreams.Check(hypotheses, referenceStreams);
        string?[] references = new string?[referenceStreams.Count];
        for (int i = 0; i < hypotheses.Count; i++)
        {
            ReferenceStreams.CopySegment(referenceStreams, i, references);
            Add(hypotheses[i], references);
        }

        return Score();
    }

    internal TScore ScoreSegment(string hypothesis, IReadOnlyList<string?> references)
    {
        Add(hypothesis, references);
        return Score();
    }

    /// <summary>The score of all segments added so far.</summary>
    public TScore Score() => _metric.Score(_statistics.Sums, _statistics.ReferenceCount);
}
