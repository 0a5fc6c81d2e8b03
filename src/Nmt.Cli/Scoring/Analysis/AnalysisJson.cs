using Nmt.Cli.Scoring.Output;
using Nmt.Metrics;

namespace Nmt.Cli.Scoring.Analysis;

/// <summary>An analysis as members of a system's JSON.</summary>
internal sealed class AnalysisJson(int indentation)
{
    /// <summary>What is known of one system.</summary>
    /// <param name="analysis">The analysis.</param>
    /// <param name="index">The system's place.</param>
    /// <param name="system">The system.</param>
    /// <param name="metrics">What it was counted for.</param>
    public IReadOnlyList<(string Key, string Value)> Members(
        CorpusAnalysis analysis, int index, ScoredSystem system, IReadOnlyList<IMetric> metrics)
    {
        var members = new List<(string, string)>();
        if (analysis.Breakdown is { } breakdown)
        {
            members.Add(("breakdown", Object(breakdown.Sides.Select(side =>
                (side.Name + "_words", Array(LengthBreakdown.Scores(side, system, metrics).Select(Bucket)))))));
        }

        AddLines(members, "worst", analysis.Worst, index, analysis.SentenceMetric);
        AddLines(members, "best", analysis.Best, index, analysis.SentenceMetric);
        return members;
    }

    private void AddLines(List<(string, string)> members, string key, IReadOnlyList<TopLines> kept, int system, string metric)
    {
        if (kept.Count > 0)
        {
            members.Add((key, Array(kept[system].Best().Select(line => Line(line, system, metric)))));
        }
    }

    private string Bucket(LengthBucketScore bucket)
    {
        var members = new List<(string, string)> { ("words", PythonJson.Quote(bucket.Label)), ("lines", $"{bucket.Lines}") };
        foreach (var score in bucket.Scores)
        {
            members.Add((score.Report.Name, PythonJson.Number(score.Score)));
            if (score is BleuScore bleu)
            {
                members.Add(("precisions", Array(bleu.Precisions.Select(precision => PythonJson.Number(precision)))));
                members.Add(("brevity_penalty", PythonJson.Number(bleu.BrevityPenalty)));
                members.Add(("ratio", PythonJson.Number(bleu.Ratio)));
            }
        }

        return Object(members);
    }

    private string Line(ScoredLine scored, int system, string metric)
    {
        var line = scored.Line;
        var members = new List<(string, string)> { ("line", $"{line.Number}"), (metric, PythonJson.Number(scored.Scores[system])) };
        if (line.Source is { } source)
        {
            members.Add(("source", PythonJson.Quote(source)));
        }

        members.Add(("references", Array(line.References.Select(PythonJson.Quote))));
        members.Add(("hypothesis", PythonJson.Quote(line.Hypotheses[system])));
        return Object(members);
    }

    private string Object(IEnumerable<(string Key, string Value)> members) => PythonJson.Object(indentation, members);

    private string Array(IEnumerable<string> values) => PythonJson.Array(indentation, values);
}
