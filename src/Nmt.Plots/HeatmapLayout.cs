namespace Nmt.Plots;

/// <summary>Where everything in a heatmap lies, in pixels.</summary>
internal sealed class HeatmapLayout
{
    internal const double Margin = 16;
    internal const double TitleFontSize = 16;
    internal const double CaptionFontSize = 11;
    internal const double LegendWidth = 160;
    internal const double LegendHeight = 12;
    internal const double LabelGap = 6;
    internal const int MaxLabelColumns = 32;

    // Up to this many tokens a side the cells are large; beyond, a plot of 200 tokens should still fit a wide screen.
    private const int LargeCellTokens = 40;
    private const double LegendBlockHeight = 44;

    /// <summary>Labels rise at 45 degrees: width and height of a label are both its length times this.</summary>
    private static readonly double Slope = Math.Sqrt(0.5);

    internal HeatmapLayout(string title, IReadOnlyList<string> sourceLabels, IReadOnlyList<string> targetLabels)
    {
        var isLarge = Math.Max(sourceLabels.Count, targetLabels.Count) <= LargeCellTokens;
        CellSize = isLarge ? 26 : 15;
        FontSize = isLarge ? 14 : 11;

        var targetWidth = LongestLabel(targetLabels);
        GridLeft = Math.Round(Margin + CaptionFontSize + LabelGap + targetWidth + LabelGap);
        GridTop = Math.Round(Margin + TitleFontSize + CaptionFontSize + (3 * LabelGap) + (LongestLabel(sourceLabels) * Slope) + FontSize);
        GridWidth = sourceLabels.Count * CellSize;
        GridHeight = targetLabels.Count * CellSize;
        var gridRight = Math.Max(GridLeft + GridWidth, RightmostLabel(sourceLabels));
        Width = Math.Ceiling(Margin + Math.Max(
            Math.Max(gridRight, GridLeft + LegendWidth), Margin + TextExtent.Width(title, TitleFontSize)));
        LegendTop = GridTop + GridHeight + Margin;
        Height = LegendTop + LegendBlockHeight + Margin;
    }

    internal double CellSize { get; }

    internal double FontSize { get; }

    internal double GridLeft { get; }

    internal double GridTop { get; }

    internal double GridWidth { get; }

    internal double GridHeight { get; }

    internal double LegendTop { get; }

    internal double Width { get; }

    internal double Height { get; }

    private double LongestLabel(IReadOnlyList<string> labels) =>
        labels.Count == 0 ? 0 : labels.Max(label => TextExtent.Width(label, FontSize));

    private double RightmostLabel(IReadOnlyList<string> labels)
    {
        var rightmost = 0.0;
        for (var i = 0; i < labels.Count; i++)
        {
            rightmost = Math.Max(rightmost, GridLeft + ((i + 0.5) * CellSize) + (TextExtent.Width(labels[i], FontSize) * Slope) + FontSize);
        }

        return rightmost;
    }
}
