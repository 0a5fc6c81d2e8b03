using System.Globalization;
using Nmt.Metrics.Analysis;
using Nmt.Metrics.Bleu;
using Nmt.Metrics.Statistics;
using Nmt.Metrics.Text;

namespace Nmt.Metrics.Reporting;

/// <summary>Writes an analysis as text or as members of JSON objects.</summary>
/// <param name="analysis">The analysis.</param>
/// <param name="systems">The systems.</param>
/// <param name="metrics">The metrics of the systems' statistics.</param>
internal sealed class AnalysisReport(CorpusAnalysis analysis, IReadOnlyList<ScoredSystem> systems, IReadOnlyList<IMetric> metrics)
{
    /// <summary>Writes the analysis of all systems as text.</summary>
    /// <param name="output">The output.</param>
    /// <param name="width">Decimals of scores.</param>
    public void WriteText(TextWriter output, int width)
    {
        foreach (var side in analysis.Breakdown?.Sides ?? [])
        {
            foreach (var system in systems)
            {
                WriteBreakdown(output, side, system, width);
            }
        }

        for (int i = 0; i < systems.Count; i++)
        {
            WriteLines(output, "Lowest", analysis.Worst, i);
            WriteLines(output, "Highest", analysis.Best, i);
        }
    }

    /// <summary>Returns the analysis of one system as members of its JSON object.</summary>
    /// <param name="system">The system's index.</param>
    /// <param name="indentation">Spaces per level.</param>
    public IReadOnlyList<(string Key, string Value)> JsonMembers(int system, int indentation)
    {
        var members = new List<(string, string)>();
        if (analysis.Breakdown is { } breakdown)
        {
            members.Add(("breakdown", PythonJson.Object(indentation, breakdown.Sides.Select(side =>
                (side.Name + "_words", PythonJson.Array(
                    indentation, side.Scores(systems[system], metrics).Select(bucket => BucketJson(bucket, indentation))))))));
        }

        AddLines("worst", analysis.Worst);
        AddLines("best", analysis.Best);
        return members;

        void AddLines(string key, IReadOnlyList<TopLines> kept)
        {
            if (kept.Count > 0)
            {
                members.Add((key, PythonJson.Array(indentation, kept[system].Best().Select(line => LineJson(line, system, indentation)))));
            }
        }
    }

    private void WriteBreakdown(TextWriter output, LengthBuckets side, ScoredSystem system, int width)
    {
        output.Write($"\n{system.Name} by {side.Name} length in words\n");
        output.Write(Row("words", "lines", metrics.Select(metric => metric.Name), metrics.Any(metric => metric is BleuMetric) ? "  precisions, brevity" : ""));
        foreach (var bucket in side.Scores(system, metrics))
        {
            string details = bucket.Scores.OfType<BleuScore>().FirstOrDefault()?.Details is { } text ? "  " + text : "";
            output.Write(Row(
                bucket.Label, bucket.Lines.ToString(CultureInfo.InvariantCulture), bucket.Scores.Select(score => score.ToPlain(width)), details));
        }
    }

    private static string Row(string label, string lines, IEnumerable<string> scores, string details) =>
        $"{label,7} {lines,7} {string.Join(' ', scores.Select(score => $"{score,8}"))}{details}\n";

    private void WriteLines(TextWriter output, string rank, IReadOnlyList<TopLines> kept, int system)
    {
        if (kept.Count == 0)
        {
            return;
        }

        output.Write($"\n{rank} {analysis.SentenceMetric} of {systems[system].Name}\n");
        foreach ((var line, var scores) in kept[system].Best())
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

    private static string BucketJson(LengthBucketScore bucket, int indentation)
    {
        var members = new List<(string, string)> { ("words", PythonJson.Quote(bucket.Label)), ("lines", $"{bucket.Lines}") };
        foreach (var score in bucket.Scores)
        {
            members.Add((score.Name, PythonJson.Number(score.Score)));
            if (score is BleuScore bleu)
            {
                members.Add(("precisions", PythonJson.Array(indentation, bleu.Precisions.Select(precision => PythonJson.Number(precision)))));
                members.Add(("brevity_penalty", PythonJson.Number(bleu.BrevityPenalty)));
                members.Add(("ratio", PythonJson.Number(bleu.Ratio)));
            }
        }

        return PythonJson.Object(indentation, members);
    }

    private string LineJson(ScoredLine scored, int system, int indentation)
    {
        var line = scored.Line;
        var members = new List<(string, string)>
        {
            ("line", $"{line.Number}"), (analysis.SentenceMetric, PythonJson.Number(scored.Scores[system])),
        };
        if (line.Source is { } source)
        {
            members.Add(("source", PythonJson.Quote(source)));
        }

        members.Add(("references", PythonJson.Array(indentation, line.References.Select(PythonJson.Quote))));
        members.Add(("hypothesis", PythonJson.Quote(line.Hypotheses[system])));
        return PythonJson.Object(indentation, members);
    }
}
