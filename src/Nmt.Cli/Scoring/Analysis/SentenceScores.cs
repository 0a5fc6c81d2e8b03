using Nmt.Cli.Scoring.Input;
using Nmt.Metrics;

namespace Nmt.Cli.Scoring.Analysis;

/// <summary>Scores single sentences by chrF, which unlike BLEU says something of a sentence.</summary>
internal sealed class SentenceScores
{
    private readonly ChrfMetric _metric = new();
    private readonly ISegmentCounter _counter;
    private readonly double[] _row;

    public SentenceScores()
    {
        _counter = _metric.NewCounter();
        _row = new double[_metric.StatisticsWidth];
    }

    /// <summary>The metric's name.</summary>
    public string Name => _metric.Name;

    /// <summary>Scores every system's hypothesis of a line.</summary>
    public ScoredLine Score(ScoringLine line)
    {
        var scores = new double[line.Hypotheses.Count];
        for (int i = 0; i < scores.Length; i++)
        {
            _counter.Count(line.Hypotheses[i], line.References, _row);
            scores[i] = _metric.Value(_row);
        }

        return new ScoredLine(line, scores);
    }
}
