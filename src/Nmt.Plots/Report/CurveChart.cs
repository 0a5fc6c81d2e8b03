using System.Globalization;
using System.Text;

namespace Nmt.Plots.Report;

/// <summary>Draws a chart as SVG whose colours and fonts are those of the page's style: classes <c>c0</c>, <c>c1</c> ... are the curves.</summary>
internal static class CurveChart
{
    private const double Width = 560;
    private const double Height = 250;
    private const double Left = 52;
    private const double Right = 548;
    private const double Top = 10;
    private const double Bottom = 222;
    private const double LabelGap = 6;
    private const double CapHeight = 4;

    // More marks than this would touch each other.
    private const int MaxLargeMarks = 60;

    /// <summary>Renders a chart that has at least one point.</summary>
    internal static string Render(Chart chart)
    {
        CurvePoint[] points = [.. chart.Curves.SelectMany(curve => curve.Points)];
        var across = new Axis(points.Select(point => point.X).Append(0), Left, Right, isLogarithmic: false);
        var up = new Axis(points.Select(point => point.Y), Bottom, Top, chart.IsLogarithmic);
        var svg = new StringBuilder();
        Add(svg, $"<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"chart\" viewBox=\"0 0 {Width} {Height}\" role=\"img\">\n");
        Add(svg, $"<title>{DisplayText.Escaped(chart.Title)}</title>\n");
        AppendAxes(svg, across, up);
        if (chart.MarkedUpdate is { } marked)
        {
            Add(svg, $"<line class=\"best\" x1=\"{across.Pixel(marked):0.#}\" x2=\"{across.Pixel(marked):0.#}\" y1=\"{Top}\" y2=\"{Bottom}\"/>\n");
        }

        foreach (var (index, curve) in chart.Curves.Index())
        {
            AppendCurve(svg, curve, index, across, up);
        }

        return svg.Append("</svg>\n").ToString();
    }

    private static void AppendAxes(StringBuilder svg, Axis across, Axis up)
    {
        foreach (double tick in up.Ticks())
        {
            double y = up.Pixel(tick);
            Add(svg, $"<line class=\"grid\" x1=\"{Left}\" x2=\"{Right}\" y1=\"{y:0.#}\" y2=\"{y:0.#}\"/>");
            Add(svg, $"<text x=\"{Left - LabelGap}\" y=\"{y + CapHeight:0.#}\" text-anchor=\"end\">{Axis.Label(tick)}</text>\n");
        }

        foreach (double tick in across.Ticks())
        {
            double x = across.Pixel(tick);
            Add(svg, $"<line class=\"grid\" x1=\"{x:0.#}\" x2=\"{x:0.#}\" y1=\"{Bottom}\" y2=\"{Bottom + CapHeight}\"/>");
            Add(svg, $"<text x=\"{x:0.#}\" y=\"{Bottom + 18}\" text-anchor=\"middle\">{Axis.Label(tick)}</text>\n");
        }

        Add(svg, $"<line class=\"axis\" x1=\"{Left}\" x2=\"{Right}\" y1=\"{Bottom}\" y2=\"{Bottom}\"/>\n");
    }

    private static void AppendCurve(StringBuilder svg, Curve curve, int index, Axis across, Axis up)
    {
        if (curve.Points.Count == 0)
        {
            return;
        }

        string line = string.Join(' ', curve.Points.Select(
            point => string.Create(CultureInfo.InvariantCulture, $"{across.Pixel(point.X):0.#},{up.Pixel(point.Y):0.#}")));
        Add(svg, $"<polyline class=\"c{index}\" points=\"{line}\"/>\n");
        if (!curve.IsMarked && curve.Points.Count > 1)
        {
            return;
        }

        double radius = curve.Points.Count > MaxLargeMarks ? 1.5 : 3;
        foreach (var point in curve.Points)
        {
            Add(svg, $"<circle class=\"c{index}\" cx=\"{across.Pixel(point.X):0.#}\" cy=\"{up.Pixel(point.Y):0.#}\" r=\"{radius}\">");
            Add(svg, $"<title>{DisplayText.Escaped(curve.Name)} at update {point.X:0}: {point.Y:0.####}</title></circle>\n");
        }
    }

    private static void Add(StringBuilder svg, FormattableString text) => svg.Append(text.ToString(CultureInfo.InvariantCulture));
}
