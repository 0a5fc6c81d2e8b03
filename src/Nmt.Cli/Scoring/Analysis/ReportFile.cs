using Nmt.Cli.Scoring.Output;
using Nmt.Plots.Comparison;
using Nmt.Text.Lines;

namespace Nmt.Cli.Scoring.Analysis;

/// <summary>Writes the HTML page that compares systems.</summary>
internal static class ReportFile
{
    /// <summary>Writes the page, whole or not at all.</summary>
    /// <param name="path">The file.</param>
    /// <param name="results">The systems' scores.</param>
    /// <param name="analysis">What was kept of the sentences.</param>
    /// <param name="layout">Decimals and signatures.</param>
    public static void Write(string path, IReadOnlyList<SystemResult> results, CorpusAnalysis analysis, ScoreLayout layout)
    {
        var sentences = analysis.Comparison!;
        var comparison = new SystemComparison(
            results.Count == 1 ? $"Translations of {results[0].Name}" : $"{results.Count} systems compared",
            [.. results[0].Metrics.Select(metric => (metric.Score.Name, metric.Score.Signature.ToString()))],
            [.. results.Select((system, i) => new ComparedSystem(
                system.Name, [.. system.Metrics.Select(metric => Text(metric, layout.Width))], sentences.Better[i], sentences.Worse[i]))],
            analysis.SentenceMetric, sentences.Count, [.. sentences.Lines.Select(Sentence)]);
        AtomicFile.WriteText(path, ComparisonPage.Render(comparison));
    }

    private static string Text(MetricResult metric, int width)
    {
        string score = metric.Score.ToPlain(width);
        return metric.Paired?.PValue is { } p
            ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{score} (p = {p:F4})")
            : score;
    }

    private static ComparedSentence Sentence(ScoredLine scored) => new(
        scored.Line.Number, scored.Line.Source, scored.Line.References,
        [.. scored.Line.Hypotheses.Select((text, i) => new ComparedHypothesis(text, scored.Scores[i]))]);
}
