namespace Nmt.Cli.Scoring.Analysis;

/// <summary>The sentences on which systems differ most, and how often each is better than the first.</summary>
internal sealed class SentenceComparison
{
    private readonly TopLines _lines;
    private readonly int[] _better;
    private readonly int[] _worse;

    /// <summary>Starts with no line.</summary>
    /// <param name="capacity">How many lines are kept.</param>
    /// <param name="systems">How many systems there are.</param>
    public SentenceComparison(int capacity, int systems)
    {
        // A single system differs from none: its worst sentences are what one wants to see.
        _lines = new TopLines(capacity, systems > 1 ? line => line.Spread : line => -line.Scores[0]);
        _better = new int[systems];
        _worse = new int[systems];
    }

    /// <summary>Lines seen.</summary>
    public int Count { get; private set; }

    /// <summary>How many sentences of each system score higher than the first system's.</summary>
    public IReadOnlyList<int> Better => _better;

    /// <summary>How many sentences of each system score lower than the first system's.</summary>
    public IReadOnlyList<int> Worse => _worse;

    /// <summary>The lines that were kept, those that differ most first.</summary>
    public IReadOnlyList<ScoredLine> Lines => _lines.Best();

    public void Add(ScoredLine line)
    {
        Count++;
        _lines.Add(line);
        for (int i = 1; i < _better.Length; i++)
        {
            _better[i] += line.Scores[i] > line.Scores[0] ? 1 : 0;
            _worse[i] += line.Scores[i] < line.Scores[0] ? 1 : 0;
        }
    }
}
