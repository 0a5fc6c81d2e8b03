using System.Globalization;
using System.Text;
using Nmt.Plots.Heatmaps;

namespace Nmt.Plots.Report;

/// <summary>Writes the report of a training run: one self-contained file without scripts.</summary>
public static class ReportPage
{
    // A larger heatmap would be unreadable, and its cells would dominate the size of the page.
    private const int MaxHeatmapTokens = 60;

    /// <summary>Writes the page: HTML that is well-formed XML too, lines ending in <c>\n</c>.</summary>
    /// <param name="report">The content.</param>
    /// <param name="to">The output, which stays open.</param>
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

        page.Append("<h2>Learning curves</h2>\n<p class=\"muted\">Horizontal axis: updates. The dashed line marks the best validation.</p>\n<div class=\"charts\">\n");
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

        page.Append("<h2>Sample translations</h2>\n<p class=\"muted\">Validation sentences, and how their translations changed during training.</p>\n");
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

        if (Math.Max(attention.SourceTokens.Count, attention.TargetTokens.Count) > MaxHeatmapTokens)
        {
            page.Append(CultureInfo.InvariantCulture, $"<p class=\"muted\">Attention is plotted only up to {MaxHeatmapTokens} subwords per side; nmt plot-attention plots longer sentences.</p>\n");
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
            // Line by line: escaping would replace the line ends, which must stay.
            string config = string.Join('\n', report.Config.TrimEnd('\n').Split('\n').Select(DisplayText.Escaped));
            page.Append(CultureInfo.InvariantCulture, $"<details><summary>config.yaml</summary>\n<pre>{config}</pre></details>\n");
        }
    }
}

/// <summary>The style of the report, light or dark as set on the reader's system.</summary>
internal static class ReportStyle
{
    /// <summary>
    /// The curves use the colours of Okabe and Ito, which colour-blind readers can distinguish, in lighter shades on a dark
    /// background. Heatmaps are drawn for a light background; inverting them keeps their hues and makes larger weights lighter.
    /// </summary>
    internal const string Css =
        """
        :root { color-scheme: light dark; --ground: #ffffff; --card: #f6f8fa; --ink: #1b2733; --muted: #5c6873; --line: #d5dbe1;
          --c0: #0072b2; --c1: #d55e00; --c2: #009e73; }
        @media (prefers-color-scheme: dark) {
          :root { --ground: #14181d; --card: #1d232a; --ink: #e4e9ee; --muted: #9aa7b3; --line: #37414b;
            --c0: #56b4e9; --c1: #f0883e; --c2: #3fc79a; }
          .attention svg { filter: invert(1) hue-rotate(180deg); }
        }
        body { font-family: system-ui, sans-serif; line-height: 1.45; margin: 2rem auto; max-width: 76rem; padding: 0 1rem;
          color: var(--ink); background: var(--ground); }
        h1 { margin-bottom: .2rem; overflow-wrap: anywhere; }
        h2 { margin-top: 2.2rem; }
        .summary, .muted, dt, th, figcaption { color: var(--muted); }
        .figures { display: flex; flex-wrap: wrap; gap: .8rem; margin: 1.4rem 0; padding: 0; }
        .figures div { background: var(--card); border-radius: .5rem; padding: .6rem 1rem; min-width: 7rem; }
        .figures dt { font-size: .85rem; }
        .figures dd { margin: 0; font-size: 1.35rem; font-weight: 600; font-variant-numeric: tabular-nums; }
        .charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 26rem), 1fr)); gap: 1rem; }
        figure { margin: 0; background: var(--card); border-radius: .5rem; padding: .8rem; }
        figcaption { display: flex; flex-wrap: wrap; gap: .2rem 1rem; align-items: baseline; margin-bottom: .4rem; font-size: .85rem; }
        figcaption strong { color: var(--ink); font-size: 1rem; }
        figcaption i { display: inline-block; width: .9em; height: .25em; margin-inline-end: .35em; vertical-align: middle; }
        i.c0 { background: var(--c0); } i.c1 { background: var(--c1); } i.c2 { background: var(--c2); }
        .chart { display: block; width: 100%; height: auto; }
        .chart text { fill: var(--muted); font-size: 12px; font-family: inherit; }
        .chart .grid { stroke: var(--line); } .chart .axis { stroke: var(--muted); }
        .chart .best { stroke: var(--muted); stroke-dasharray: 4 4; }
        .chart polyline { fill: none; stroke-width: 1.6; stroke-linejoin: round; }
        polyline.c0 { stroke: var(--c0); } polyline.c1 { stroke: var(--c1); } polyline.c2 { stroke: var(--c2); }
        circle.c0 { fill: var(--c0); } circle.c1 { fill: var(--c1); } circle.c2 { fill: var(--c2); }
        section { border-top: 1px solid var(--line); padding: .8rem 0 1.2rem; }
        table { border-collapse: collapse; width: 100%; }
        th, td { padding: .3rem .8rem .3rem 0; text-align: start; vertical-align: top; overflow-wrap: anywhere; }
        th { font-weight: normal; width: 9rem; }
        tr.version td, tr.version th { border-top: 1px solid var(--line); }
        .attention { overflow-x: auto; margin-top: 1rem; }
        .attention svg { border-radius: .5rem; }
        summary { cursor: pointer; color: var(--muted); }
        pre { background: var(--card); border-radius: .5rem; padding: 1rem; overflow-x: auto; }
        """;
}
