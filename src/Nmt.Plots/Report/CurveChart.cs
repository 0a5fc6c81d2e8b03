using System.Globalization;
using System.Text;

namespace Nmt.Plots.Report;

/// <summary>Draws a chart as SVG. The page's style sets colours and fonts; the curves have the classes <c>c0</c>, <c>c1</c> ...</summary>
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

    /// <summary>From the middle of a category to its edge, on an axis where neighbours are 1 apart.</summary>
    private const double HalfCategory = 0.5;

    private const double CategoryNoteHeight = 16;

    // As many as fit side by side, with notes such as "n = 1,234".
    private const int MaxCategoryLabels = 8;

    // More marks of the large size would touch each other.
    private const int MaxLargeMarks = 60;

    /// <summary>Renders a chart that has at least one point.</summary>
    internal static string Render(Chart chart)
    {
        CurvePoint[] points = [.. chart.Curves.SelectMany(curve => curve.Points)];
        var across = chart.Categories.Count > 0
            ? new Axis([-HalfCategory, chart.Categories.Count - HalfCategory], Left, Right, isLogarithmic: false)
            : new Axis(points.Select(point => point.X).Append(0), Left, Right, isLogarithmic: false);
        var up = new Axis(points.Select(point => point.Y), Bottom, Top, chart.IsLogarithmic);
        var svg = new StringBuilder();
        double height = chart.Categories.Count > 0 ? Height + CategoryNoteHeight : Height;
        Add(svg, $"<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"chart\" viewBox=\"0 0 {Width} {height}\" role=\"img\">\n");
        Add(svg, $"<title>{DisplayText.Escaped(chart.Title)}</title>\n");
        AppendVerticalAxis(svg, up);
        AppendHorizontalAxis(svg, chart, across);
        if (chart.MarkedUpdate is { } marked)
        {
            Add(svg, $"<line class=\"best\" x1=\"{across.Pixel(marked):0.#}\" x2=\"{across.Pixel(marked):0.#}\" y1=\"{Top}\" y2=\"{Bottom}\"/>\n");
        }

        foreach (var (index, curve) in chart.Curves.Index())
        {
            if (chart.HasShapes)
            {
                AppendShapedCurve(svg, chart, curve, index, across, up);
            }
            else
            {
                AppendCurve(svg, chart, curve, index, across, up);
            }
        }

        return svg.Append("</svg>\n").ToString();
    }

    private static void AppendVerticalAxis(StringBuilder svg, Axis up)
    {
        foreach (double tick in up.Ticks())
        {
            double y = up.Pixel(tick);
            Add(svg, $"<line class=\"grid\" x1=\"{Left}\" x2=\"{Right}\" y1=\"{y:0.#}\" y2=\"{y:0.#}\"/>");
            Add(svg, $"<text x=\"{Left - LabelGap}\" y=\"{y + CapHeight:0.#}\" text-anchor=\"end\">{Axis.Label(tick)}</text>\n");
        }
    }

    private static void AppendHorizontalAxis(StringBuilder svg, Chart chart, Axis across)
    {
        if (chart.Categories.Count > 0)
        {
            // Labels that would touch are left out; the table beside the chart has all of them.
            int step = (chart.Categories.Count + MaxCategoryLabels - 1) / MaxCategoryLabels;
            for (int i = 0; i < chart.Categories.Count; i += step)
            {
                double x = across.Pixel(i);
                Add(svg, $"<line class=\"grid\" x1=\"{x:0.#}\" x2=\"{x:0.#}\" y1=\"{Bottom}\" y2=\"{Bottom + CapHeight}\"/>");
                Add(svg, $"<text x=\"{x:0.#}\" y=\"{Bottom + 18}\" text-anchor=\"middle\">{DisplayText.Escaped(chart.Categories[i].Label)}</text>");
                Add(svg, $"<text x=\"{x:0.#}\" y=\"{Bottom + 18 + CategoryNoteHeight}\" text-anchor=\"middle\">{DisplayText.Escaped(chart.Categories[i].Note)}</text>\n");
            }
        }

        foreach (double tick in chart.Categories.Count > 0 ? [] : across.Ticks())
        {
            double x = across.Pixel(tick);
            Add(svg, $"<line class=\"grid\" x1=\"{x:0.#}\" x2=\"{x:0.#}\" y1=\"{Bottom}\" y2=\"{Bottom + CapHeight}\"/>");
            Add(svg, $"<text x=\"{x:0.#}\" y=\"{Bottom + 18}\" text-anchor=\"middle\">{Axis.Label(tick)}</text>\n");
        }

        Add(svg, $"<line class=\"axis\" x1=\"{Left}\" x2=\"{Right}\" y1=\"{Bottom}\" y2=\"{Bottom}\"/>\n");
    }

    private static void AppendCurve(StringBuilder svg, Chart chart, Curve curve, int index, Axis across, Axis up)
    {
        if (curve.Points.Count == 0)
        {
            return;
        }

        Add(svg, $"<polyline class=\"c{index}\" points=\"{Line(curve, across, up)}\"/>\n");
        if (!curve.IsMarked && curve.Points.Count > 1)
        {
            return;
        }

        double radius = curve.Points.Count > MaxLargeMarks ? 1.5 : 3;
        foreach (var point in curve.Points)
        {
            Add(svg, $"<circle class=\"c{index}\" cx=\"{across.Pixel(point.X):0.#}\" cy=\"{up.Pixel(point.Y):0.#}\" r=\"{radius}\">");
            Add(svg, $"<title>{Tooltip(chart, curve, point)}</title></circle>\n");
        }
    }

    private static void AppendShapedCurve(StringBuilder svg, Chart chart, Curve curve, int index, Axis across, Axis up)
    {
        if (curve.Points.Count == 0)
        {
            return;
        }

        Add(svg, $"<g class=\"{CurveShape.ColourClass(index)}\"><polyline stroke=\"currentColor\"{CurveShape.DashAttribute(index)} points=\"{Line(curve, across, up)}\"/>\n");
        foreach (var point in curve.Points.Count > MaxLargeMarks ? [] : curve.Points)
        {
            Add(svg, $"<path fill=\"currentColor\" transform=\"translate({across.Pixel(point.X):0.#} {up.Pixel(point.Y):0.#})\" d=\"{CurveShape.Mark(index)}\">");
            Add(svg, $"<title>{Tooltip(chart, curve, point)}</title></path>\n");
        }

        svg.Append("</g>\n");
    }

    private static string Line(Curve curve, Axis across, Axis up) => string.Join(' ', curve.Points.Select(
        point => string.Create(CultureInfo.InvariantCulture, $"{across.Pixel(point.X):0.#},{up.Pixel(point.Y):0.#}")));

    private static string Tooltip(Chart chart, Curve curve, CurvePoint point) => string.Create(
        CultureInfo.InvariantCulture,
        $"{DisplayText.Escaped(curve.Name)} at {(chart.Categories.Count > 0 ? DisplayText.Escaped(chart.Categories[(int)point.X].Label) : $"{DisplayText.Escaped(chart.XName)} {point.X:0.##}")}: {point.Y:0.####}");

    private static void Add(StringBuilder svg, FormattableString text) => svg.Append(text.ToString(CultureInfo.InvariantCulture));
}

/// <summary>Curves over the same updates.</summary>
/// <param name="Title">What is drawn, with its unit.</param>
/// <param name="Curves">The curves.</param>
public sealed record Chart(string Title, IReadOnlyList<Curve> Curves)
{
    /// <summary>Whether the vertical axis is logarithmic; ignored unless all values are positive.</summary>
    public bool IsLogarithmic { get; init; }

    /// <summary>An update to mark with a line; null for none.</summary>
    public double? MarkedUpdate { get; init; }

    /// <summary>What the horizontal axis counts, for tooltips.</summary>
    public string XName { get; init; } = "update";

    /// <summary>Names of the positions 0, 1, 2, ... of the horizontal axis; none if it shows numbers.</summary>
    public IReadOnlyList<ChartCategory> Categories { get; init; } = [];

    /// <summary>Whether curves differ in dashes and marks too, and not only in colour.</summary>
    public bool HasShapes { get; init; }
}

/// <summary>A position of a horizontal axis without numbers.</summary>
/// <param name="Label">Its name.</param>
/// <param name="Note">A second line below it.</param>
public sealed record ChartCategory(string Label, string Note);

/// <summary>A curve of a chart.</summary>
/// <param name="Name">Its name in the legend.</param>
/// <param name="Points">Its points, from left to right.</param>
/// <param name="IsMarked">Whether each point is drawn, with its values as a tooltip.</param>
public sealed record Curve(string Name, IReadOnlyList<CurvePoint> Points, bool IsMarked);

/// <summary>A point of a curve.</summary>
/// <param name="X">Horizontal value, usually updates.</param>
/// <param name="Y">Vertical value.</param>
public readonly record struct CurvePoint(double X, double Y);

/// <summary>One axis: values to pixels, and round numbers for its ticks.</summary>
internal sealed class Axis
{
    private const int TargetTicks = 5;
    private const double MinDecadesForPowers = 1.5;

    private readonly double _low;
    private readonly double _high;
    private readonly double _start;
    private readonly double _end;
    private readonly bool _isLogarithmic;

    /// <summary>Creates an axis that covers all values, with some room around them.</summary>
    /// <param name="values">Finite values, at least one.</param>
    /// <param name="start">The pixel of the smallest value.</param>
    /// <param name="end">The pixel of the largest value.</param>
    /// <param name="isLogarithmic">Whether equal ratios are equal distances; ignored if any value is 0 or less.</param>
    internal Axis(IEnumerable<double> values, double start, double end, bool isLogarithmic)
    {
        double[] all = [.. values];
        (_start, _end) = (start, end);
        _isLogarithmic = isLogarithmic && all.Min() > 0;
        (_low, _high) = (Scaled(all.Min()), Scaled(all.Max()));
        double room = _high > _low ? (_high - _low) * 0.05 : Math.Max(Math.Abs(_low) * 0.1, 1e-9);
        // If the room would extend below 0 and no value does (as for BLEU or updates), the axis starts at 0.
        _low = _high > _low && _low >= 0 && _low - room < 0 && !_isLogarithmic ? 0 : _low - room;
        _high += room;
    }

    internal double Pixel(double value) => _start + ((Scaled(value) - _low) / (_high - _low) * (_end - _start));

    /// <summary>Values of the ticks: 1, 2 or 5 times a power of ten apart; powers of ten if the axis spans several.</summary>
    internal IReadOnlyList<double> Ticks() => _isLogarithmic && _high - _low > MinDecadesForPowers ? Powers() : Steps();

    /// <summary>Formats a tick: 1,500,000 as 1.5M, without trailing zeros.</summary>
    internal static string Label(double value)
    {
        var (scaled, unit) = Math.Abs(value) switch
        {
            >= 1e6 => (value / 1e6, "M"),
            >= 1e4 => (value / 1e3, "k"),
            _ => (value, ""),
        };
        bool isTiny = scaled != 0 && Math.Abs(scaled) < 1e-3;
        return scaled.ToString(isTiny ? "0.##e+0" : "0.####", CultureInfo.InvariantCulture) + unit;
    }

    private double Scaled(double value) => _isLogarithmic ? Math.Log10(value) : value;

    private double[] Powers()
    {
        int first = (int)Math.Ceiling(_low);
        int last = (int)Math.Floor(_high);
        int step = Math.Max(1, (last - first + TargetTicks) / TargetTicks);
        return [.. Enumerable.Range(0, Math.Max(0, ((last - first) / step) + 1)).Select(i => Math.Pow(10, first + (i * step)))];
    }

    private double[] Steps()
    {
        var (low, high) = _isLogarithmic ? (Math.Pow(10, _low), Math.Pow(10, _high)) : (_low, _high);
        double rough = (high - low) / TargetTicks;
        double power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        double step = power * ((rough / power) switch { < 1.5 => 1, < 3.5 => 2, < 7.5 => 5, _ => 10 });
        long first = (long)Math.Ceiling(low / step);
        long last = (long)Math.Floor(high / step);
        return [.. Enumerable.Range(0, (int)(last - first + 1)).Select(i => (first + i) * step)];
    }
}

/// <summary>
/// A curve of any length in bounded memory: when there are too many points, pairs of neighbours are averaged. All points average
/// equally many values, so that they stay evenly spaced.
/// </summary>
/// <param name="maxPoints">Maximum number of points to keep; an even number.</param>
public sealed class ThinnedCurve(int maxPoints = ThinnedCurve.DefaultPoints)
{
    /// <summary>About the width of a screen in pixels; more points would be indistinguishable.</summary>
    public const int DefaultPoints = 2000;

    private readonly List<CurvePoint> _points = [];
    private int _pointsInMean = 1;
    private double _sumX;
    private double _sumY;
    private int _count;

    /// <summary>Adds the next point; ignores values that are not finite.</summary>
    public void Add(double x, double y)
    {
        if (!double.IsFinite(y))
        {
            return;
        }

        (_sumX, _sumY, _count) = (_sumX + x, _sumY + y, _count + 1);
        if (_count < _pointsInMean)
        {
            return;
        }

        _points.Add(Mean());
        (_sumX, _sumY, _count) = (0, 0, 0);
        if (_points.Count == maxPoints)
        {
            Halve();
        }
    }

    /// <summary>The points so far; the last may be the mean of fewer than the others.</summary>
    public IReadOnlyList<CurvePoint> Points => _count == 0 ? [.. _points] : [.. _points, Mean()];

    private CurvePoint Mean() => new(_sumX / _count, _sumY / _count);

    private void Halve()
    {
        for (int i = 0; i < maxPoints / 2; i++)
        {
            var (first, second) = (_points[2 * i], _points[(2 * i) + 1]);
            _points[i] = new CurvePoint((first.X + second.X) / 2, (first.Y + second.Y) / 2);
        }

        _points.RemoveRange(maxPoints / 2, _points.Count - (maxPoints / 2));
        _pointsInMean *= 2;
    }
}
