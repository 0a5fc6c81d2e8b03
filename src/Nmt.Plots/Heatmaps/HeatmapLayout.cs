namespace Nmt.Plots.Heatmaps;

/// <summary>Positions and sizes of the elements of a heatmap, in pixels.</summary>
internal sealed class HeatmapLayout
{
    internal const double Margin = 16;
    internal const double TitleFontSize = 16;
    internal const double CaptionFontSize = 11;
    internal const double LegendWidth = 160;
    internal const double LegendHeight = 12;
    internal const double LabelGap = 6;
    internal const int MaxLabelColumns = 32;
    internal const string UnknownCaption = "slanted: unknown to the model";

    /// <summary>Height of a line of any of the fonts, in units of the font size, rounded up.</summary>
    internal const double LineHeight = 1.25;

    // Up to this many tokens per side, cells are large. With more, they are small enough that 200 tokens fit a wide screen.
    private const int LargeCellTokens = 40;
    private const double LegendBlockHeight = 44;

    private readonly int _columns;
    private readonly bool _isMirrored;

    internal HeatmapLayout(
        string title, string caption, bool isMirrored, IReadOnlyList<HeatmapLabel> sourceLabels, IReadOnlyList<HeatmapLabel> targetLabels)
    {
        bool isLarge = Math.Max(sourceLabels.Count, targetLabels.Count) <= LargeCellTokens;
        CellSize = isLarge ? 26 : 15;
        FontSize = isLarge ? 14 : 11;
        (_columns, _isMirrored) = (sourceLabels.Count, isMirrored);
        Columns = new ColumnLabels(sourceLabels, isMirrored, isLarge, FontSize);

        double titleHeight = TitleFontSize + (caption.Length > 0 ? LabelGap + CaptionFontSize : 0);
        double targetWidth = targetLabels.Count == 0 ? 0 : targetLabels.Max(label => TextExtent.Width(label.Shown, FontSize));
        double left = Margin + CaptionFontSize + LabelGap + targetWidth + LabelGap;
        GridLeft = Math.Ceiling(Columns.LeansLeft ? Math.Max(left, Margin - LeftmostLabel(sourceLabels)) : left);
        AxisTitleTop = Margin + titleHeight + LabelGap + CaptionFontSize;
        GridTop = Math.Ceiling(AxisTitleTop + (2 * LabelGap) + Columns.Height + FontSize);
        GridWidth = sourceLabels.Count * CellSize;
        GridHeight = targetLabels.Count * CellSize;
        HasUnknown = sourceLabels.Concat(targetLabels).Any(label => label.IsUnknown);
        double gridRight = Math.Max(GridLeft + GridWidth, Columns.LeansLeft ? 0 : RightmostLabel(sourceLabels));
        double legendWidth = Math.Max(LegendWidth, HasUnknown ? TextExtent.Width(UnknownCaption, CaptionFontSize) : 0);
        double headWidth = Math.Max(TextExtent.BoldWidth(title, TitleFontSize), TextExtent.Width(caption, CaptionFontSize));
        Width = Math.Ceiling(Margin + Math.Max(Math.Max(gridRight, GridLeft + legendWidth), Margin + headWidth));
        LegendTop = GridTop + GridHeight + Margin;
        Height = LegendTop + LegendBlockHeight + Margin + (HasUnknown ? CaptionFontSize + LabelGap : 0);
    }

    internal ColumnLabels Columns { get; }

    /// <summary>Whether a label is marked as unknown, which the legend explains.</summary>
    internal bool HasUnknown { get; }

    internal double CellSize { get; }

    internal double FontSize { get; }

    /// <summary>The baseline of the title of the source axis.</summary>
    internal double AxisTitleTop { get; }

    internal double GridLeft { get; }

    internal double GridTop { get; }

    internal double GridWidth { get; }

    internal double GridHeight { get; }

    internal double LegendTop { get; }

    internal double Width { get; }

    internal double Height { get; }

    /// <summary>The left edge of the column of a source token.</summary>
    internal double ColumnLeft(int column) => GridLeft + FromGrid(column);

    private double FromGrid(int column) => (_isMirrored ? _columns - 1 - column : column) * CellSize;

    private double Middle(int column) => FromGrid(column) + (CellSize / 2);

    private double RightmostLabel(IReadOnlyList<HeatmapLabel> labels) =>
        GridLeft + labels.Select((label, i) => Middle(i) + Columns.Reach(label)).Append(0).Max();

    /// <summary>The left end of all labels, from the left edge of the grid.</summary>
    private double LeftmostLabel(IReadOnlyList<HeatmapLabel> labels) =>
        labels.Select((label, i) => Middle(i) - Columns.Reach(label)).Append(0).Min();
}
