using System.Text;
using Nmt.Cli.Scoring.Input;
using Nmt.Cli.Scoring.Output;
using Nmt.Metrics;

namespace Nmt.Cli.Scoring;

/// <summary>Scores each sentence by itself, one line for each.</summary>
internal static class SentenceRun
{
    /// <summary>The lines to print; none is printed before all of the input has proved good.</summary>
    public static string Scores(IEnumerable<ScoringLine> lines, IMetric metric, ScoreLayout layout)
    {
        var scores = new StringBuilder();
        var counter = metric.NewCounter();
        var row = new double[metric.StatisticsWidth];
        foreach (var line in lines)
        {
            counter.Count(line.Hypotheses[0], line.References, row);
            var score = metric.Score(row, counter.ReferenceCount);
            // sacreBLEU prints text here, whatever the format.
            scores.Append(layout.ScoreOnly ? score.FormatScore(layout.Width) : score.Format(layout.Width, layout.ShortSignature)).Append('\n');
        }

        return scores.ToString();
    }
}
