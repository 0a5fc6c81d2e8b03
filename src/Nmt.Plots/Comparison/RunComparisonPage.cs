using System.Globalization;
using System.Text;
using Nmt.Plots.Report;

namespace Nmt.Plots.Comparison;

/// <summary>Writes the page that compares runs: one self-contained file without scripts, which loads nothing.</summary>
public static class RunComparisonPage
{
    /// <summary>Nothing may be loaded or run, whatever a name in the page contains.</summary>
    private const string Policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

    /// <summary>
    /// Colours after Okabe and Ito, which colour-blind readers can distinguish, darker or lighter so that each has a contrast of at
    /// least 3 to 1 with its background.
    /// </summary>
    private const string Style =
        """
        :root { --c3: #a0478a; --c4: #9a6700; --c5: #454c53; }
        @media (prefers-color-scheme: dark) { :root { --c3: #e08cc8; --c4: #e5b84b; --c5: #c3cbd3; } }
        .k0 { color: var(--c0); } .k1 { color: var(--c1); } .k2 { color: var(--c2); }
        .k3 { color: var(--c3); } .k4 { color: var(--c4); } .k5 { color: var(--c5); }
        h2, .summary { overflow-wrap: anywhere; }
        .charts { margin-top: 1.4rem; }
        .sample { width: 2.6em; height: .8em; margin-inline-end: .4em; vertical-align: -.05em; }
        figcaption strong { flex-basis: 100%; }
        figcaption span { color: var(--ink); overflow-wrap: anywhere; }
        .scroll { overflow-x: auto; }
        .scroll table { width: auto; }
        .scroll th, .scroll td { width: auto; border-bottom: 1px solid var(--line); vertical-align: baseline; overflow-wrap: normal; padding-inline-end: 1.4rem; }
        .scroll td.number, .scroll th.number { text-align: end; font-variant-numeric: tabular-nums; white-space: nowrap; }
        .scroll tbody th { color: var(--ink); font-weight: 600; white-space: nowrap; }
        .scroll td.text { min-width: 6rem; max-width: 40rem; overflow-wrap: anywhere; }
        .note { color: var(--muted); font-size: .85rem; margin: .5rem 0; overflow-wrap: anywhere; }
        @media (max-width: 40rem) { body { margin: 1rem auto; } h1 { font-size: 1.5rem; } .chart text { font-size: 14px; }
          .scroll th, .scroll td { padding-inline-end: .8rem; }
          .scroll thead th, .scroll thead th.number, .scroll tbody th { white-space: normal; } }
        @media print { .scroll { overflow: visible; } figure { break-inside: avoid; } }
        """;

    /// <summary>Writes the page: HTML that is well-formed XML too, lines ending in <c>\n</c>.</summary>
    /// <param name="view">The content.</param>
    /// <param name="to">The output, which stays open.</param>
    public static void Write(RunComparisonView view, TextWriter to)
    {
        ArgumentNullException.ThrowIfNull(view);
        ArgumentNullException.ThrowIfNull(to);
        var page = new StringBuilder();
        string title = DisplayText.Escaped(view.Title);
        page.Append("<!DOCTYPE html>\n<html lang=\"en\" xmlns=\"http://www.w3.org/1999/xhtml\">\n<head>\n<meta charset=\"utf-8\"/>\n");
        page.Append("<meta http-equiv=\"Content-Security-Policy\" content=\"").Append(Policy).Append("\"/>\n");
        page.Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n");
        page.Append(CultureInfo.InvariantCulture, $"<title>{title}: {DisplayText.Escaped(string.Join(", ", view.RunNames))}</title>\n");
        page.Append("<style>\n").Append(ReportStyle.Css.ReplaceLineEndings("\n")).Append('\n').Append(Style.ReplaceLineEndings("\n")).Append("\n</style>\n</head>\n<body>\n");
        page.Append(CultureInfo.InvariantCulture, $"<h1>{title}</h1>\n<p class=\"summary\">{DisplayText.Escaped(view.Summary)}</p>\n");
        AppendTables(page, view.Tables.Take(1));
        // The charts follow the table of the main result; the others explain it.
        AppendCharts(page, view.Charts);
        AppendTables(page, view.Tables.Skip(1));
        page.Append("</body>\n</html>\n");
        to.Write(page);
    }

    private static void AppendCharts(StringBuilder page, IReadOnlyList<Chart> charts)
    {
        Chart[] drawn = [.. charts.Where(chart => chart.Curves.Any(curve => curve.Points.Count > 0))];
        if (drawn.Length == 0)
        {
            return;
        }

        page.Append("<div class=\"charts\">\n");
        foreach (var chart in drawn)
        {
            page.Append(CultureInfo.InvariantCulture, $"<figure>\n<figcaption><strong>{DisplayText.Escaped(chart.Title)}</strong>");
            foreach (var (index, curve) in chart.Curves.Index().Where(entry => entry.Item.Points.Count > 0))
            {
                page.Append(CultureInfo.InvariantCulture, $"<span>{CurveShape.LegendSample(index)}<bdi>{DisplayText.Escaped(curve.Name)}</bdi></span>");
            }

            page.Append("</figcaption>\n").Append(CurveChart.Render(chart)).Append("</figure>\n");
        }

        page.Append("</div>\n");
    }

    private static void AppendTables(StringBuilder page, IEnumerable<ViewTable> tables)
    {
        foreach (var table in tables)
        {
            AppendTable(page, table);
        }
    }

    private static void AppendTable(StringBuilder page, ViewTable table)
    {
        // A region that scrolls must be reachable by keyboard, and then needs a name.
        string title = DisplayText.Escaped(table.Title);
        page.Append(CultureInfo.InvariantCulture, $"<h2>{title}</h2>\n<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{title}\">\n<table>\n<thead><tr>");
        foreach (var column in table.Columns)
        {
            page.Append(CultureInfo.InvariantCulture, $"<th scope=\"col\" class=\"{Class(column)}\"><bdi>{DisplayText.Escaped(column.Name)}</bdi></th>");
        }

        page.Append("</tr></thead>\n<tbody>\n");
        foreach (var row in table.Rows)
        {
            page.Append(CultureInfo.InvariantCulture, $"<tr><th scope=\"row\" class=\"{Class(table.Columns[0])}\"><bdi>{DisplayText.Escaped(row[0])}</bdi></th>");
            foreach (var (cell, column) in row.Zip(table.Columns).Skip(1))
            {
                page.Append(CultureInfo.InvariantCulture, $"<td class=\"{Class(column)}\">{DisplayText.Escaped(cell)}</td>");
            }

            page.Append("</tr>\n");
        }

        page.Append("</tbody>\n</table>\n</div>\n");
        foreach (string note in table.Notes)
        {
            page.Append(CultureInfo.InvariantCulture, $"<p class=\"note\">{DisplayText.Escaped(note)}</p>\n");
        }
    }

    private static string Class(ViewColumn column) => column.IsNumber ? "number" : "text";
}

/// <summary>What the page that compares runs shows.</summary>
/// <param name="Title">Heading of the page.</param>
/// <param name="Summary">What was compared, in a sentence or two.</param>
public sealed record RunComparisonView(string Title, string Summary)
{
    /// <summary>The names of the runs.</summary>
    public IReadOnlyList<string> RunNames { get; init; } = [];

    /// <summary>The tables, the most important one first.</summary>
    public IReadOnlyList<ViewTable> Tables { get; init; } = [];

    /// <summary>The charts; one without points is omitted.</summary>
    public IReadOnlyList<Chart> Charts { get; init; } = [];
}

/// <summary>A table of a page.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Columns">Its columns; the first one names the rows.</param>
/// <param name="Rows">Its rows, one text per column.</param>
/// <param name="Notes">Paragraphs below it.</param>
public sealed record ViewTable(
    string Title, IReadOnlyList<ViewColumn> Columns, IReadOnlyList<IReadOnlyList<string>> Rows, IReadOnlyList<string> Notes);

/// <summary>A column of a table.</summary>
/// <param name="Name">Its heading.</param>
/// <param name="IsNumber">Whether it contains numbers, which are right-aligned.</param>
public sealed record ViewColumn(string Name, bool IsNumber);
