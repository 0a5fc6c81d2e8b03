using System.Globalization;
using Nmt.Metrics;

namespace Nmt.Cli.Scoring.Output;

/// <summary>Prints scores in sacreBLEU's forms.</summary>
internal sealed class ScoreWriter(TextWriter output, ScoreLayout layout)
{
    /// <summary>sacreBLEU marks p-values up to this one.</summary>
    private const double Significant = 0.05;

    /// <summary>sacreBLEU's width of indentation for several systems.</summary>
    private const int SystemIndentation = 4;

    /// <summary>Prints one system.</summary>
    /// <param name="system">The system.</param>
    /// <param name="more">What its JSON says besides.</param>
    /// <param name="place">The metric whose JSON object says so.</param>
    public void WriteOne(SystemResult system, IReadOnlyList<(string Key, string Value)> more, int place)
    {
        string[] scores = [.. system.Metrics.Select((metric, i) => Format(metric.Score, i == place ? more : []))];
        output.WriteLine(
            layout.IsJson && scores.Length > 1 ? $"[\n{string.Join(",\n", scores)}\n]"
            : string.Join('\n', layout.IsJson || layout.ScoreOnly ? scores : Aligned(scores)));
    }

    /// <summary>Prints several systems.</summary>
    /// <param name="systems">The systems.</param>
    /// <param name="more">What the JSON of each says besides.</param>
    /// <param name="test">The paired test that was made; null for none.</param>
    public void WriteSeveral(
        IReadOnlyList<SystemResult> systems, IReadOnlyList<IReadOnlyList<(string Key, string Value)>> more, PairedTestOptions? test)
    {
        if (layout.IsJson)
        {
            output.WriteLine(PythonJson.Array(SystemIndentation, systems.Select((system, i) => Json(system, more[i]))));
            return;
        }

        string[] headers = ["System", .. systems[0].Metrics.Select(Title)];
        string[][] rows = [.. systems.Select(system => (string[])[system.Name, .. system.Metrics.Select(Cell)])];
        output.WriteLine(layout.Format == ScoreFormat.Latex ? LatexTable.Format(headers, rows) : GridTable.Format(headers, rows));
        if (test is not null)
        {
            output.WriteLine(PairedTestNote.Of(test));
        }

        output.Write("-----------------\nMetric signatures\n-----------------\n");
        foreach (var metric in systems[0].Metrics.Select(result => result.Score))
        {
            string signature = layout.ShortSignature ? metric.Signature.ToShortString() : metric.Signature.ToString();
            output.WriteLine($" - {metric.Name,-10} {signature}");
        }
    }

    // The equals signs that follow the signatures stand below each other.
    private static IEnumerable<string> Aligned(string[] lines)
    {
        int[] signs = [.. lines.Select(line => line.IndexOf('=', StringComparison.Ordinal))];
        return lines.Select((line, i) => new string(' ', signs.Max() - signs[i]) + line);
    }

    private static string Title(MetricResult metric) =>
        metric.Paired?.Confidence is null ? metric.Score.Name : $"{metric.Score.Name} (μ ± 95% CI)";

    private string Format(ScoreReport score, IReadOnlyList<(string Key, string Value)> more) =>
        layout.ScoreOnly ? score.ToPlain(layout.Width)
        : layout.IsJson ? PythonJson.Extend(score.ToJson(layout.Width), 1, more)
        : score.ToText(layout.Width, layout.ShortSignature);

    private string Cell(MetricResult metric)
    {
        if (metric.Paired is not { } paired)
        {
            return metric.Score.ToPlain(layout.Width);
        }

        // Unlike a single system's score, a table has the interval even where its mean is 0.
        string interval = paired.Confidence is { } confidence
            ? $" ({confidence.ToText(layout.Width).Replace("μ = ", "", StringComparison.Ordinal)})"
            : "";
        string score = metric.Score.ToPlain(layout.Width) + interval;
        return paired.PValue is { } p
            ? string.Create(CultureInfo.InvariantCulture, $"{score}{(layout.Format == ScoreFormat.Latex ? ' ' : '\n')}(p = {p:F4}){(p > Significant ? "" : "*")}")
            : score;
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
}
