using System.Globalization;
using Nmt.Metrics.Analysis;
using Nmt.Metrics.Significance;
using Nmt.Metrics.Statistics;
using Nmt.Metrics.Text;

namespace Nmt.Metrics.Reporting;

/// <summary>Writes the scores of a corpus in sacreBLEU's layouts, followed by the analysis.</summary>
/// <param name="output">The output.</param>
/// <param name="layout">The layout.</param>
public sealed class ScoreWriter(TextWriter output, ScoreLayout layout)
{
    /// <summary>sacreBLEU marks p-values up to this threshold.</summary>
    private const double Significant = 0.05;

    /// <summary>sacreBLEU's widths of indentation, for one system and for several.</summary>
    private const int Indentation = 1;
    private const int SystemIndentation = 4;

    /// <summary>Writes everything.</summary>
    public void Write(ScoreReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var analysis = new AnalysisReport(report.Analysis, report.Systems, report.Metrics.All);
        if (report.Results.Count == 1)
        {
            WriteOne(report, analysis);
        }
        else if (layout.IsJson)
        {
            output.WriteLine(PythonJson.Array(
                SystemIndentation,
                report.Results.Select((system, i) => Json(system, JsonMembers(report, analysis, i, SystemIndentation)))));
        }
        else
        {
            WriteTable(report.Results, report.PairedTest);
        }

        if (!layout.IsJson)
        {
            analysis.WriteText(output, layout.Width);
        }
    }

    private void WriteOne(ScoreReport report, AnalysisReport analysis)
    {
        string[] scores = [.. report.Results[0].Metrics.Select(metric =>
            layout.IsJson && !layout.ScoreOnly ? metric.Score.ToJson(layout.Width) : layout.ToText(metric.Score))];
        if (!layout.IsJson)
        {
            output.WriteLine(string.Join('\n', layout.ScoreOnly ? scores : Aligned(scores)));
            return;
        }

        if (!layout.ScoreOnly)
        {
            ref string first = ref scores[report.Metrics.FirstIndex];
            first = PythonJson.Extend(first, Indentation, JsonMembers(report, analysis, 0, Indentation));
        }

        output.WriteLine(scores.Length > 1 ? $"[\n{string.Join(",\n", scores)}\n]" : scores[0]);
    }

    private static IReadOnlyList<(string Key, string Value)> JsonMembers(
        ScoreReport report, AnalysisReport analysis, int index, int indentation)
    {
        var members = analysis.JsonMembers(index, indentation);
        List<GateCheck> checks = [.. report.Checks.Where(check => check.System == report.Systems[index].Name)];
        return checks.Count == 0
            ? members
            : [.. members, ("gate", PythonJson.Array(indentation, checks.Select(check => Json(check, indentation))))];
    }

    private void WriteTable(IReadOnlyList<SystemResult> systems, PairedTestOptions? test)
    {
        string[] headers = ["System", .. systems[0].Metrics.Select(Title)];
        string[][] rows = [.. systems.Select(system => (string[])[system.Name, .. system.Metrics.Select(Cell)])];
        var table = new ResultTable(headers, rows);
        output.WriteLine(layout.Format == ScoreFormat.Latex ? table.ToLatex() : table.ToGrid());
        if (test is not null)
        {
            output.WriteLine(Explanation(test));
        }

        output.Write("-----------------\nMetric signatures\n-----------------\n");
        foreach (var score in systems[0].Metrics.Select(result => result.Score))
        {
            string signature = layout.ShortSignature ? score.Signature.ToShortString() : score.Signature.ToString();
            output.WriteLine($" - {score.Name,-10} {signature}");
        }
    }

    // Aligns the equals signs that follow the signatures.
    private static IEnumerable<string> Aligned(string[] lines)
    {
        int[] signs = [.. lines.Select(line => line.IndexOf('=', StringComparison.Ordinal))];
        return lines.Select((line, i) => new string(' ', signs.Max() - signs[i]) + line);
    }

    private static string Title(MetricResult metric) =>
        metric.Paired?.Confidence is null ? metric.Score.Name : $"{metric.Score.Name} (μ ± 95% CI)";

    private string Cell(MetricResult metric)
    {
        if (metric.Paired is not { } paired)
        {
            return metric.Score.ToPlain(layout.Width);
        }

        // Unlike a single system's score, a table shows the interval even if its mean is 0.
        string interval = paired.Confidence is { } confidence
            ? $" ({confidence.ToText(layout.Width).Replace("μ = ", "", StringComparison.Ordinal)})"
            : "";
        string score = metric.Score.ToPlain(layout.Width) + interval;
        return paired.PValue is { } p
            ? string.Create(CultureInfo.InvariantCulture, $"{score}{(layout.Format == ScoreFormat.Latex ? ' ' : '\n')}(p = {p:F4}){(p > Significant ? "" : "*")}")
            : score;
    }

    /// <summary>Explains the p-values of a table.</summary>
    private static string Explanation(PairedTestOptions test)
    {
        string name = test.Kind == PairedTestKind.Bootstrap ? "bootstrap resampling" : "approximate randomization";
        string samples = test.Kind == PairedTestKind.Bootstrap ? "resamples" : "trials";
        string title = string.Create(CultureInfo.InvariantCulture, $"Paired {name}, {test.SampleCount} {samples}");
        string rule = new('-', title.Length);
        string interval = test.ResampleCount is null
            ? ""
            : " - In parentheses: the mean of the resamples and half the width of their 95 % interval.\n";
        return $"""
            {rule}
            {title}
            {rule}
             - Each system is compared with the baseline, the first system.
            {interval} - p: the probability of a difference at least this large if both systems were equally good.
             - * marks p <= 0.05: the systems differ significantly. The scores show which one is better.

            """;
    }

    private string Json(SystemResult system, IReadOnlyList<(string Key, string Value)> more) => PythonJson.Object(
        SystemIndentation,
        [("system", PythonJson.Quote(system.Name)), .. system.Metrics.Select(metric => (metric.Score.Name, Json(metric))), .. more]);

    private string Json(MetricResult metric) => metric.Paired is not { } paired
        ? PythonJson.Quote(metric.Score.ToPlain(layout.Width))
        : PythonJson.Object(
            SystemIndentation,
            [
                ("score", PythonJson.Number(paired.Score)), ("p_value", PythonJson.Number(paired.PValue)),
                ("mean", PythonJson.Number(paired.Confidence?.Mean)), ("ci", PythonJson.Number(paired.Confidence?.HalfWidth)),
            ]);

    private static string Json(GateCheck check, int indentation)
    {
        var members = new List<(string, string)>
        {
            ("rule", PythonJson.Quote(check.Rule)),
            ("metric", PythonJson.Quote(check.Metric)),
            ("value", PythonJson.Number(check.Value)),
            ("limit", PythonJson.Number(check.Limit)),
        };
        if (check.PValue is { } p)
        {
            members.Add(("p_value", PythonJson.Number(p)));
        }

        members.Add(("passed", PythonJson.Truth(check.Passed)));
        return PythonJson.Object(indentation, members);
    }
}

/// <summary>Everything to write about a corpus.</summary>
/// <param name="Results">The scores, one result per system.</param>
/// <param name="Systems">The systems, in the same order.</param>
/// <param name="Metrics">The metrics; the JSON of a single system has analysis and gate in the object of the first one.</param>
/// <param name="Analysis">The analysis.</param>
/// <param name="Checks">The checks of the quality gate.</param>
/// <param name="PairedTest">The paired test; null when there was none.</param>
public sealed record ScoreReport(
    IReadOnlyList<SystemResult> Results, IReadOnlyList<ScoredSystem> Systems, MetricSelection Metrics, CorpusAnalysis Analysis,
    IReadOnlyList<GateCheck> Checks, PairedTestOptions? PairedTest);

/// <summary>How scores are printed.</summary>
/// <param name="Format">JSON, text or LaTeX.</param>
/// <param name="ScoreOnly">Whether only the number is printed.</param>
/// <param name="Width">Decimals of scores.</param>
/// <param name="ShortSignature">Whether text has short signatures; those of JSON are always long, as in sacreBLEU.</param>
public sealed record ScoreLayout(ScoreFormat Format, bool ScoreOnly, int Width, bool ShortSignature)
{
    /// <summary>Whether the whole output is one JSON value.</summary>
    public bool IsJson => Format == ScoreFormat.Json;

    /// <summary>Formats one score as text, regardless of the output format.</summary>
    public string ToText(MetricScore score)
    {
        ArgumentNullException.ThrowIfNull(score);
        return ScoreOnly ? score.ToPlain(Width) : score.ToText(Width, ShortSignature);
    }
}

/// <summary>The output format of scores.</summary>
public enum ScoreFormat
{
    /// <summary>JSON.</summary>
    Json,

    /// <summary>Lines, or a table for several systems.</summary>
    Text,

    /// <summary>Lines, or a LaTeX table for several systems.</summary>
    Latex,
}
