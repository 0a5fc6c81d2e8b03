using System.Globalization;
using System.Text;

namespace Nmt.Plots.Report;

/// <summary>Writes the page of a training: one file that needs nothing beside itself, and no script.</summary>
public static class ReportPage
{
    // A larger picture can no longer be read, and its cells would be most of the page.
    private const int MaxTokensInPicture = 60;

    /// <summary>Writes the page: HTML that is well-formed XML too, lines ending in <c>\n</c>.</summary>
    /// <param name="report">What it shows.</param>
    /// <param name="to">Where it goes; stays open.</param>
    public static void Write(TrainingReport report, TextWriter to)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(to);
        var page = new StringBuilder();
        string title = DisplayText.Escaped(report.Title);
        page.Append("<!DOCTYPE html>\n<html lang=\"en\" xmlns=\"http://www.w3.org/1999/xhtml\">\n<head>\n<meta charset=\"utf-8\"/>\n");
        page.Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n");
        page.Append(CultureInfo.InvariantCulture, $"<title>{title}</title>\n<style>\n{ReportStyle.Css.ReplaceLineEndings("\n")}\n</style>\n</head>\n<body>\n");
        page.Append(CultureInfo.InvariantCulture, $"<h1 dir=\"auto\">{title}</h1>\n<p class=\"summary\">{DisplayText.Escaped(report.Summary)}</p>\n");
        AppendFigures(page, report.Figures);
        AppendCharts(page, report.Charts);
        AppendSentences(page, report.Sentences);
        AppendFacts(page, report);
        page.Append("</body>\n</html>\n");
        to.Write(page);
    }

    private static void AppendFigures(StringBuilder page, IReadOnlyList<ReportFact> figures)
    {
        page.Append("<dl class=\"figures\">\n");
        foreach (var (name, value) in figures)
        {
            page.Append(CultureInfo.InvariantCulture, $"<div><dt>{DisplayText.Escaped(name)}</dt><dd>{DisplayText.Escaped(value)}</dd></div>\n");
        }

        page.Append("</dl>\n");
    }

    private static void AppendCharts(StringBuilder page, IReadOnlyList<Chart> charts)
    {
        Chart[] drawn = [.. charts.Where(chart => chart.Curves.Any(curve => curve.Points.Count > 0))];
        if (drawn.Length == 0)
        {
            return;
        }

        page.Append("<h2>Learning curves</h2>\n<p class=\"muted\">Across: updates. The dashed line is the best validation.</p>\n<div class=\"charts\">\n");
        foreach (var chart in drawn)
        {
            page.Append(CultureInfo.InvariantCulture, $"<figure>\n<figcaption><strong>{DisplayText.Escaped(chart.Title)}</strong>");
            foreach (var (index, curve) in chart.Curves.Index())
            {
                page.Append(CultureInfo.InvariantCulture, $"<span><i class=\"c{index}\"></i>{DisplayText.Escaped(curve.Name)}</span>");
            }

            page.Append("</figcaption>\n").Append(CurveChart.Render(chart)).Append("</figure>\n");
        }

        page.Append("</div>\n");
    }

    private static void AppendSentences(StringBuilder page, IReadOnlyList<ReportSentence> sentences)
    {
        if (sentences.Count == 0)
        {
            return;
        }

        page.Append("<h2>Sample translations</h2>\n<p class=\"muted\">Validation sentences, and how their translation changed with the updates.</p>\n");
        foreach (var sentence in sentences)
        {
            page.Append(CultureInfo.InvariantCulture, $"<section id=\"sentence-{sentence.Number}\">\n<h3>Sentence {sentence.Number}</h3>\n<table>\n");
            AppendRow(page, "", "Source", sentence.Source);
            AppendRow(page, "", "Reference", sentence.Reference);
            foreach (var version in sentence.History.Versions)
            {
                AppendRow(page, " class=\"version\"", string.Create(CultureInfo.InvariantCulture, $"Update {version.Update}"), version.Hypothesis);
            }

            page.Append("</table>\n");
            if (sentence.History.Dropped > 0)
            {
                page.Append(CultureInfo.InvariantCulture, $"<p class=\"muted\">{sentence.History.Dropped} other changes are in samples.csv.</p>\n");
            }

            AppendAttention(page, sentence);
            page.Append("</section>\n");
        }
    }

    // The language is not known here; lang="" stops the browser from taking it for the page's English.
    private static void AppendRow(StringBuilder page, string attributes, string name, string text) =>
        page.Append(CultureInfo.InvariantCulture, $"<tr{attributes}><th>{name}</th><td lang=\"\" dir=\"auto\">{DisplayText.Escaped(text)}</td></tr>\n");

    private static void AppendAttention(StringBuilder page, ReportSentence sentence)
    {
        if (sentence.Attention is not { } attention)
        {
            return;
        }

        if (Math.Max(attention.SourceTokens.Count, attention.TargetTokens.Count) > MaxTokensInPicture)
        {
            page.Append(CultureInfo.InvariantCulture, $"<p class=\"muted\">Attention is drawn up to {MaxTokensInPicture} subwords a side; nmt plot-attention draws any.</p>\n");
            return;
        }

        string gradient = string.Create(CultureInfo.InvariantCulture, $"weight-{sentence.Number}");
        page.Append("<div class=\"attention\">\n").Append(AttentionHeatmap.Render(attention, gradient)).Append("</div>\n");
    }

    private static void AppendFacts(StringBuilder page, TrainingReport report)
    {
        page.Append("<h2>The run</h2>\n<table>\n");
        foreach (var (name, value) in report.Facts)
        {
            page.Append(CultureInfo.InvariantCulture, $"<tr><th>{DisplayText.Escaped(name)}</th><td>{DisplayText.Escaped(value)}</td></tr>\n");
        }

        page.Append("</table>\n");
        if (report.Config.Length > 0)
        {
            // Line by line: line ends must stay, and are no printable characters.
            string config = string.Join('\n', report.Config.TrimEnd('\n').Split('\n').Select(DisplayText.Escaped));
            page.Append(CultureInfo.InvariantCulture, $"<details><summary>config.yaml</summary>\n<pre>{config}</pre></details>\n");
        }
    }
}
