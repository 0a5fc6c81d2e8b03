using System.Globalization;
using System.Text;

namespace Nmt.Plots.Heatmaps;

/// <summary>Writes the elements of a heatmap as SVG.</summary>
/// <param name="gradient">Id of the legend's gradient, unique among the heatmaps of a page.</param>
internal sealed class SvgCanvas(string gradient) : IHeatmapCanvas
{
    private const string UprightStyle = "writing-mode:vertical-rl;text-orientation:upright";

    private const string Fonts =
        "'DejaVu Sans','Noto Sans','Segoe UI','Helvetica Neue',Arial,'Noto Naskh Arabic','Noto Sans Arabic','Noto Sans Hebrew',"
        + "'Noto Sans Devanagari','Noto Sans Thai','Noto Sans CJK SC','Noto Sans CJK JP','Microsoft YaHei','Arial Unicode MS',"
        + "'Noto Color Emoji','Segoe UI Emoji',sans-serif";

    private readonly StringBuilder _svg = new();
    private double _fontSize;

    /// <summary>Begins the picture, and fills its background.</summary>
    internal void Begin(HeatmapLayout layout, string name, string description)
    {
        _fontSize = layout.FontSize;
        Add($"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{layout.Width}\" height=\"{layout.Height}\"");
        Add($" viewBox=\"0 0 {layout.Width} {layout.Height}\" role=\"img\" font-family=\"{Fonts}\" font-size=\"{layout.FontSize}\">\n");
        Add($"<title>{DisplayText.Escape(name)}</title>\n");
        if (description.Length > 0)
        {
            Add($"<desc>{DisplayText.Escape(description)}</desc>\n");
        }

        Add($"<rect width=\"{layout.Width}\" height=\"{layout.Height}\" fill=\"#ffffff\"/>\n");
    }

    /// <summary>Ends the picture; returns its text.</summary>
    internal string End() => _svg.Append("</svg>\n").ToString();

    public void BeginGroup() => _svg.Append("<g>\n");

    public void EndGroup() => _svg.Append("</g>\n");

    public void Text(HeatmapText text)
    {
        Add(text.Rotation is { } degrees
            ? (FormattableString)$"<text transform=\"translate({text.X:0.##} {text.Y:0.##}) rotate({degrees})\""
            : $"<text x=\"{text.X:0.##}\" y=\"{text.Y:0.##}\"");
        _svg.Append(text.IsUpright ? $" style=\"{UprightStyle}\"" : "");
        _svg.Append(text.Kind.Length > 0 ? $" class=\"{text.Kind}\"" : "");
        if (text.FontSize != _fontSize)
        {
            Add($" font-size=\"{text.FontSize}\"");
        }

        _svg.Append(text.IsBold ? " font-weight=\"bold\"" : "").Append(text.IsSlanted ? " font-style=\"italic\"" : "");
        Add($" fill=\"{text.Colour}\"{Direction(text)}>");
        _svg.Append(Title(text.Tooltip)).Append(DisplayText.Escape(text.Text)).Append("</text>\n");
    }

    public void Box(HeatmapBox box)
    {
        Add($"<rect x=\"{box.X}\" y=\"{box.Y}\" width=\"{box.Width}\" height=\"{box.Height}\" fill=\"{box.Fill}\"");
        _svg.Append(Stroke(box)).Append(box.Tooltip.Length > 0 ? $">{Title(box.Tooltip)}</rect>\n" : "/>\n");
    }

    public void Legend(HeatmapBox box)
    {
        Add($"<defs><linearGradient id=\"{gradient}\">");
        foreach (var (offset, colour) in ColourScale.Gradient())
        {
            Add($"<stop offset=\"{offset}\" stop-color=\"{colour}\"/>");
        }

        _svg.Append("</linearGradient></defs>\n");
        Add($"<rect x=\"{box.X}\" y=\"{box.Y}\" width=\"{box.Width}\" height=\"{box.Height}\" fill=\"url(#{gradient})\"{Stroke(box)}/>\n");
    }

    /// <summary>Direction and anchor of a text; in right-to-left text "start" is the right end, so the anchor is swapped.</summary>
    private static string Direction(HeatmapText text)
    {
        string anchor = text.Anchor switch { TextAnchor.Left => "start", TextAnchor.Right => "end", _ => "middle" };
        if (!text.IsRightToLeft)
        {
            return anchor == "start" ? "" : $" text-anchor=\"{anchor}\"";
        }

        string swapped = text.Anchor switch { TextAnchor.Left => "end", TextAnchor.Right => "start", _ => "middle" };
        return $" direction=\"rtl\" unicode-bidi=\"isolate\" text-anchor=\"{swapped}\"";
    }

    private static string Stroke(HeatmapBox box) => box.Stroke is { } stroke ? $" stroke=\"{stroke}\"" : "";

    private static string Title(string tooltip) => tooltip.Length > 0 ? $"<title>{DisplayText.Escape(tooltip)}</title>" : "";

    private void Add(FormattableString text) => _svg.Append(text.ToString(CultureInfo.InvariantCulture));
}
