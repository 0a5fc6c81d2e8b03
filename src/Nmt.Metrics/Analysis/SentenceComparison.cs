using Nmt.Metrics.Chrf;
using Nmt.Metrics.Statistics;

namespace Nmt.Metrics.Analysis;

/// <summary>The sentences on which systems differ most, and how often each system is better than the first.</summary>
public sealed class SentenceComparison
{
    private readonly TopLines _lines;
    private readonly int[] _better;
    private readonly int[] _worse;

    /// <summary>Creates an empty comparison.</summary>
    /// <param name="capacity">The maximum number of lines to keep.</param>
    /// <param name="systems">The number of systems.</param>
    public SentenceComparison(int capacity, int systems)
    {
        // A single system has nothing to differ from: its worst sentences are the interesting ones.
        _lines = new TopLines(capacity, systems > 1 ? line => line.Spread : line => -line.Scores[0]);
        _better = new int[systems];
        _worse = new int[systems];
    }

    /// <summary>Lines added so far.</summary>
    public int Count { get; private set; }

    /// <summary>How many sentences of each system score higher than the first system's.</summary>
    public IReadOnlyList<int> Better => _better;

    /// <summary>How many sentences of each system score lower than the first system's.</summary>
    public IReadOnlyList<int> Worse => _worse;

    /// <summary>The kept lines; those that differ most come first.</summary>
    public IReadOnlyList<ScoredLine> Lines => _lines.Best();

    /// <summary>Adds a line.</summary>
    public void Add(ScoredLine line)
    {
        ArgumentNullException.ThrowIfNull(line);
        Count++;
        _lines.Add(line);
        for (int i = 1; i < _better.Length; i++)
        {
            _better[i] += line.Scores[i] > line.Scores[0] ? 1 : 0;
            _worse[i] += line.Scores[i] < line.Scores[0] ? 1 : 0;
        }
    }
}

/// <summary>A line with the sentence scores of its hypotheses.</summary>
/// <param name="Line">The line.</param>
/// <param name="Scores">One per system.</param>
public sealed record ScoredLine(ScoringLine Line, IReadOnlyList<double> Scores)
{
    /// <summary>The difference between the best and the worst system; 0 for a single system.</summary>
    public double Spread => Scores.Max() - Scores.Min();
}

/// <summary>Scores single sentences with chrF, which, unlike BLEU, is meaningful at the sentence level.</summary>
internal sealed class SentenceScorer
{
    private readonly ChrfMetric _metric = new();
    private readonly ISegmentCounter _counter;
    private readonly double[] _row;

    public SentenceScorer()
    {
        _counter = _metric.CreateCounter();
        _row = new double[_metric.StatisticsWidth];
    }

    public string MetricName => _metric.Name;

    /// <summary>Scores every system's hypothesis of a line.</summary>
    public ScoredLine Score(ScoringLine line)
    {
        double[] scores = new double[line.Hypotheses.Count];
        for (int i = 0; i < scores.Length; i++)
        {
            _counter.Count(line.Hypotheses[i], line.References, _row);
            scores[i] = _metric.Value(_row);
        }

        return new ScoredLine(line, scores);
    }
}

/// <summary>Keeps the lines with the highest rank; on ties, the first ones.</summary>
internal sealed class TopLines(int capacity, Func<ScoredLine, double> rank)
{
    // Dequeues the line to drop: the one with the lowest rank; on ties, the last one.
    private readonly PriorityQueue<ScoredLine, (double Rank, int MinusNumber)> _kept = new();

    public void Add(ScoredLine line)
    {
        _kept.Enqueue(line, (rank(line), -line.Line.Number));
        if (_kept.Count > capacity)
        {
            _kept.Dequeue();
        }
    }

    /// <summary>The lines, the highest rank first.</summary>
    public IReadOnlyList<ScoredLine> Best() =>
        [.. _kept.UnorderedItems.OrderByDescending(entry => entry.Priority).Select(entry => entry.Element)];
}
