using System.Globalization;
using System.Text;

namespace Nmt.Plots;

/// <summary>Draws attention weights as a self-contained SVG: source tokens across, target tokens down, darker cells for larger weights.</summary>
/// <remarks>
/// The same matrix gives the same bytes on every machine. Hovering over a cell shows its two tokens and the weight. Source tokens run in
/// the direction of the source. Text that the model does not know is marked by colour and slope, in tooltips, and in the description
/// that screen readers read.
/// </remarks>
public static class AttentionHeatmap
{
    /// <summary>Smaller weights would be shown as 0.000 and look like the empty grid; omitting them keeps files of long sentences small.</summary>
    private const float SmallestDrawnWeight = 0.0005f;

    private const int MaxTitleColumns = 3 * HeatmapLayout.MaxLabelColumns;

    private const string UprightStyle = "writing-mode:vertical-rl;text-orientation:upright";

    // Slope as well as colour: not everyone can distinguish the colours, and not every printer prints them.
    private const string UnknownStyle = "fill=\"#a83c00\" font-style=\"italic\"";

    private const string Fonts =
        "'DejaVu Sans','Noto Sans','Segoe UI','Helvetica Neue',Arial,'Noto Naskh Arabic','Noto Sans Arabic','Noto Sans Hebrew',"
        + "'Noto Sans Devanagari','Noto Sans Thai','Noto Sans CJK SC','Noto Sans CJK JP','Microsoft YaHei','Arial Unicode MS',"
        + "'Noto Color Emoji','Segoe UI Emoji',sans-serif";

    /// <summary>Renders one matrix.</summary>
    /// <param name="matrix">Weights and tokens; either side may be empty.</param>
    /// <param name="gradient">Id of the legend's gradient, unique among the heatmaps of a page.</param>
    /// <returns>The text of an SVG file, lines ending in <c>\n</c>.</returns>
    public static string Render(AttentionMatrix matrix, string gradient = "weight")
    {
        ArgumentNullException.ThrowIfNull(matrix);
        HeatmapLabel[] source = [.. matrix.SourceTokens.Select(token => new HeatmapLabel(token))];
        HeatmapLabel[] target = [.. matrix.TargetTokens.Select(token => new HeatmapLabel(token))];
        string title = TextExtent.Shorten(DisplayText.Printable(matrix.Title), MaxTitleColumns);
        string caption = TextExtent.Shorten(DisplayText.Printable(matrix.Caption), MaxTitleColumns);
        var layout = new HeatmapLayout(title, caption, matrix.IsMirrored, source, target);

        var svg = new StringBuilder();
        AppendHead(svg, layout, Name(matrix, title), Description(matrix, [.. source, .. target]));
        AppendTitles(svg, layout, title, caption, matrix.IsMirrored);
        AppendSourceLabels(svg, layout, source);
        AppendTargetLabels(svg, layout, target);
        AppendCells(svg, layout, matrix.Weights, source, target);
        AppendLegend(svg, layout, gradient);
        return svg.Append("</svg>\n").ToString();
    }

    /// <summary>The name of the picture: its title, and the beginning of its sentence.</summary>
    private static string Name(AttentionMatrix matrix, string title) => matrix.SourceText.Length == 0
        ? DisplayText.Escape(title)
        : $"{DisplayText.Escape(title)}: {Isolated(TextExtent.Shorten(DisplayText.Printable(matrix.SourceText), MaxTitleColumns))}";

    /// <summary>What the picture shows, escaped; empty if nothing is known in addition to its title.</summary>
    private static string Description(AttentionMatrix matrix, HeatmapLabel[] labels)
    {
        string[] unknown = [.. labels.Where(label => label.IsUnknown).Select(label => label.Unknown).Distinct()];
        (string Term, string Text)[] parts =
        [
            ("", Isolated(DisplayText.Printable(matrix.Caption))), ("Source: ", Isolated(DisplayText.Printable(matrix.SourceText))),
            ("Target: ", Isolated(DisplayText.Printable(matrix.TargetText))), ("Unknown to the model: ", string.Join(", ", unknown.Select(Isolated))),
        ];
        return string.Join(". ", parts.Where(part => part.Text.Length > Isolated("").Length).Select(part => part.Term + part.Text));
    }

    private static void AppendHead(StringBuilder svg, HeatmapLayout layout, string name, string description)
    {
        Line(svg, $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{layout.Width}\" height=\"{layout.Height}\"")
            .Append(CultureInfo.InvariantCulture, $" viewBox=\"0 0 {layout.Width} {layout.Height}\" role=\"img\"")
            .Append(CultureInfo.InvariantCulture, $" font-family=\"{Fonts}\" font-size=\"{layout.FontSize}\">\n");
        Line(svg, $"<title>{name}</title>\n");
        if (description.Length > 0)
        {
            Line(svg, $"<desc>{description}</desc>\n");
        }

        Line(svg, $"<rect width=\"{layout.Width}\" height=\"{layout.Height}\" fill=\"#ffffff\"/>\n");
    }

    private static void AppendTitles(StringBuilder svg, HeatmapLayout layout, string title, string caption, bool isMirrored)
    {
        double titleY = HeatmapLayout.Margin + HeatmapLayout.TitleFontSize - 2;
        Line(svg, $"<text x=\"{HeatmapLayout.Margin}\" y=\"{titleY}\"")
            .Append(CultureInfo.InvariantCulture, $" font-size=\"{HeatmapLayout.TitleFontSize}\" font-weight=\"bold\" fill=\"#1b2733\"")
            .Append(CultureInfo.InvariantCulture, $"{Direction(title, "start")}>{DisplayText.Escape(title)}</text>\n");
        if (caption.Length > 0)
        {
            Line(svg, $"<text x=\"{HeatmapLayout.Margin}\" y=\"{titleY + HeatmapLayout.LabelGap + HeatmapLayout.CaptionFontSize}\"")
                .Append(CultureInfo.InvariantCulture, $" class=\"caption\" font-size=\"{HeatmapLayout.CaptionFontSize}\" fill=\"#6b7885\"")
                .Append(CultureInfo.InvariantCulture, $"{Direction(caption, "start")}>{DisplayText.Escape(caption)}</text>\n");
        }

        string anchor = isMirrored ? " text-anchor=\"end\"" : "";
        double x = isMirrored ? layout.GridLeft + layout.GridWidth : layout.GridLeft;
        Line(svg, $"<text x=\"{x}\" y=\"{layout.AxisTitleTop}\"{anchor} font-size=\"{HeatmapLayout.CaptionFontSize}\" fill=\"#6b7885\">")
            .Append(isMirrored ? "← source" : "source →").Append("</text>\n");
    }

    private static void AppendSourceLabels(StringBuilder svg, HeatmapLayout layout, HeatmapLabel[] labels)
    {
        var columns = layout.Columns;
        double y = layout.GridTop - HeatmapLayout.LabelGap;
        svg.Append("<g fill=\"#1b2733\">\n");
        for (int i = 0; i < labels.Length; i++)
        {
            double middle = layout.ColumnLeft(i) + (layout.CellSize / 2);
            if (columns.IsUpright(labels[i]))
            {
                Label(svg, $"<text x=\"{middle:0.##}\" y=\"{y:0.##}\" style=\"{UprightStyle}\"", labels[i], "end");
            }
            else
            {
                double x = middle + columns.Offset;
                Label(svg, $"<text transform=\"translate({x:0.##} {y:0.##}) rotate({columns.Rotation})\"", labels[i], columns.LeansLeft ? "end" : "start");
            }
        }

        svg.Append("</g>\n");
    }

    private static void AppendTargetLabels(StringBuilder svg, HeatmapLayout layout, HeatmapLabel[] labels)
    {
        double captionX = HeatmapLayout.Margin + HeatmapLayout.CaptionFontSize;
        Line(svg, $"<text transform=\"translate({captionX} {layout.GridTop}) rotate(-90)\" text-anchor=\"end\"")
            .Append(CultureInfo.InvariantCulture, $" font-size=\"{HeatmapLayout.CaptionFontSize}\" fill=\"#6b7885\">← target</text>\n");
        svg.Append("<g fill=\"#1b2733\">\n");
        for (int i = 0; i < labels.Length; i++)
        {
            double x = layout.GridLeft - HeatmapLayout.LabelGap;
            double y = layout.GridTop + ((i + 0.5) * layout.CellSize) + (layout.FontSize * 0.35);
            Label(svg, $"<text x=\"{x:0.##}\" y=\"{y:0.##}\"", labels[i], "end");
        }

        svg.Append("</g>\n");
    }

    private static void AppendCells(StringBuilder svg, HeatmapLayout layout, float[,] weights, HeatmapLabel[] source, HeatmapLabel[] target)
    {
        Line(svg, $"<rect x=\"{layout.GridLeft}\" y=\"{layout.GridTop}\" width=\"{layout.GridWidth}\" height=\"{layout.GridHeight}\"")
            .Append(CultureInfo.InvariantCulture, $" fill=\"{ColourScale.Colour(0)}\" stroke=\"#aab4be\"/>\n");
        svg.Append("<g>\n");
        for (int row = 0; row < target.Length; row++)
        {
            for (int column = 0; column < source.Length; column++)
            {
                float weight = weights[row, column];
                if (weight < SmallestDrawnWeight)
                {
                    continue;
                }

                double x = layout.ColumnLeft(column) + 0.5;
                double y = layout.GridTop + (row * layout.CellSize) + 0.5;
                double size = layout.CellSize - 1;
                Line(svg, $"<rect x=\"{x}\" y=\"{y}\" width=\"{size}\" height=\"{size}\" fill=\"{ColourScale.Colour(weight)}\">")
                    .Append(CultureInfo.InvariantCulture, $"<title>{Name(source[column])} → {Name(target[row])}: {weight:0.000}</title></rect>\n");
            }
        }

        svg.Append("</g>\n");
    }

    private static void AppendLegend(StringBuilder svg, HeatmapLayout layout, string gradient)
    {
        Line(svg, $"<defs><linearGradient id=\"{gradient}\">");
        foreach (var (offset, colour) in ColourScale.Gradient())
        {
            Line(svg, $"<stop offset=\"{offset}\" stop-color=\"{colour}\"/>");
        }

        svg.Append("</linearGradient></defs>\n");
        double ticksY = layout.LegendTop + HeatmapLayout.LegendHeight + HeatmapLayout.CaptionFontSize + 2;
        Line(svg, $"<g font-size=\"{HeatmapLayout.CaptionFontSize}\" fill=\"#6b7885\" text-anchor=\"middle\">\n");
        Line(svg, $"<rect x=\"{layout.GridLeft}\" y=\"{layout.LegendTop}\" width=\"{HeatmapLayout.LegendWidth}\"")
            .Append(CultureInfo.InvariantCulture, $" height=\"{HeatmapLayout.LegendHeight}\" fill=\"url(#{gradient})\" stroke=\"#aab4be\"/>\n");
        foreach (double tick in new[] { 0, 0.5, 1 })
        {
            Line(svg, $"<text x=\"{layout.GridLeft + (tick * HeatmapLayout.LegendWidth)}\" y=\"{ticksY}\">{tick}</text>\n");
        }

        Line(svg, $"<text x=\"{layout.GridLeft + (HeatmapLayout.LegendWidth / 2)}\" y=\"{ticksY + HeatmapLayout.CaptionFontSize + 4}\">attention weight</text>\n</g>\n");
        if (layout.HasUnknown)
        {
            Line(svg, $"<text x=\"{layout.GridLeft}\" y=\"{layout.Height - HeatmapLayout.Margin}\" font-size=\"{HeatmapLayout.CaptionFontSize}\"")
                .Append(CultureInfo.InvariantCulture, $" {UnknownStyle}>{HeatmapLayout.UnknownCaption}</text>\n");
        }
    }

    private static void Label(StringBuilder svg, FormattableString opening, HeatmapLabel label, string anchor)
    {
        svg.Append(opening.ToString(CultureInfo.InvariantCulture)).Append(Direction(label.Token, anchor));
        svg.Append(label.IsUnknown ? $" {UnknownStyle}>" : ">");
        if (label.Tooltip.Length > 0)
        {
            svg.Append("<title>").Append(DisplayText.Escape(label.Tooltip)).Append("</title>");
        }

        svg.Append(DisplayText.Escape(label.Shown)).Append("</text>\n");
    }

    /// <summary>Direction and anchor of a label; in right-to-left text "start" is the right end, so the anchor is swapped.</summary>
    private static string Direction(string text, string anchor)
    {
        if (!TextDirection.IsRightToLeft(text))
        {
            return anchor == "start" ? string.Empty : $" text-anchor=\"{anchor}\"";
        }

        string swapped = anchor == "start" ? "end" : "start";
        return $" direction=\"rtl\" unicode-bidi=\"isolate\" text-anchor=\"{swapped}\"";
    }

    private static string Name(HeatmapLabel label) => Isolated(label.Full) + (label.IsUnknown ? " (unknown)" : "");

    /// <summary>Wraps a token in FSI and PDI, so that an Arabic token does not reorder the arrow and the weight.</summary>
    private static string Isolated(string token) => $"\u2068{DisplayText.Escape(token)}\u2069";

    private static StringBuilder Line(StringBuilder svg, FormattableString text) => svg.Append(text.ToString(CultureInfo.InvariantCulture));
}

/// <summary>Maps a weight in [0, 1] to a shade from near white to dark blue, with even steps in lightness that survive greyscale printing.</summary>
internal static class ColourScale
{
    private static readonly (int Red, int Green, int Blue)[] Stops =
        [(244, 247, 251), (183, 208, 232), (100, 155, 205), (36, 98, 160), (10, 38, 84)];

    /// <summary>The shade of a weight; weights outside [0, 1] are clamped, and NaN is red so that it cannot be mistaken for zero.</summary>
    internal static string Colour(float weight)
    {
        if (float.IsNaN(weight))
        {
            return "#d62728";
        }

        float position = Math.Clamp(weight, 0f, 1f) * (Stops.Length - 1);
        int lower = Math.Min((int)position, Stops.Length - 2);
        float share = position - lower;
        var (from, to) = (Stops[lower], Stops[lower + 1]);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"#{Mix(from.Red, to.Red, share):x2}{Mix(from.Green, to.Green, share):x2}{Mix(from.Blue, to.Blue, share):x2}");
    }

    /// <summary>Gradient stops of the legend: offset in [0, 1] and colour.</summary>
    internal static IEnumerable<(double Offset, string Colour)> Gradient() =>
        Enumerable.Range(0, Stops.Length).Select(i => ((double)i / (Stops.Length - 1), Colour((float)i / (Stops.Length - 1))));

    private static int Mix(int from, int to, float share) => (int)MathF.Round(from + ((to - from) * share));
}
