namespace Nmt.Cli.Scoring.Analysis;

/// <summary>Keeps the lines with the highest rank among all that pass by, and no others; of equals the first.</summary>
internal sealed class TopLines(int capacity, Func<ScoredLine, double> rank)
{
    // The line to be dropped first comes out first: the lowest rank, of equals the last.
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
