using System.Globalization;
using Nmt.Cli.Scoring.Output;
using Nmt.Metrics;

namespace Nmt.Cli.Scoring.Analysis;

/// <summary>Prints an analysis for people.</summary>
internal sealed class AnalysisText(TextWriter output, ScoreLayout layout)
{
    /// <summary>Prints all that is there.</summary>
    public void Write(CorpusAnalysis analysis, IReadOnlyList<ScoredSystem> systems, IReadOnlyList<IMetric> metrics)
    {
        foreach (var side in analysis.Breakdown?.Sides ?? [])
        {
            foreach (var system in systems)
            {
                WriteBreakdown(side, system, metrics);
            }
        }

        for (int i = 0; i < systems.Count; i++)
        {
            WriteLines("Lowest", analysis.Worst, i, systems[i].Name, analysis.SentenceMetric);
            WriteLines("Highest", analysis.Best, i, systems[i].Name, analysis.SentenceMetric);
        }
    }

    private void WriteBreakdown(LengthBuckets side, ScoredSystem system, IReadOnlyList<IMetric> metrics)
    {
        output.Write($"\n{system.Name} by words of the {side.Name}\n");
        output.Write(Row("words", "lines", metrics.Select(metric => metric.Name), metrics.Any(IsBleu) ? "  precisions, brevity" : ""));
        foreach (var bucket in LengthBreakdown.Scores(side, system, metrics))
        {
            string details = bucket.Scores.OfType<BleuScore>().FirstOrDefault()?.Report.Details is { } text ? "  " + text : "";
            output.Write(Row(
                bucket.Label, bucket.Lines.ToString(CultureInfo.InvariantCulture), bucket.Scores.Select(score => score.FormatScore(layout.Width)),
                details));
        }
    }

    private static bool IsBleu(IMetric metric) => metric is BleuMetric;

    private static string Row(string label, string lines, IEnumerable<string> scores, string details) =>
        $"{label,7} {lines,7} {string.Join(' ', scores.Select(score => $"{score,8}"))}{details}\n";

    private void WriteLines(string rank, IReadOnlyList<TopLines> kept, int system, string name, string metric)
    {
        if (kept.Count == 0)
        {
            return;
        }

        output.Write($"\n{rank} {metric} of {name}\n");
        foreach (var (line, scores) in kept[system].Best())
        {
            output.Write(string.Create(CultureInfo.InvariantCulture, $"line {line.Number}: {scores[system]:F1}\n"));
            if (line.Source is { } source)
            {
                output.Write($"  source      {source}\n");
            }

            foreach (string reference in line.References)
            {
                output.Write($"  reference   {reference}\n");
            }

            output.Write($"  hypothesis  {line.Hypotheses[system]}\n");
        }
    }
}
