namespace Nmt.Plots;

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

    // Up to this many tokens per side, cells are large. With more, they are small enough that 200 tokens fit a wide screen.
    private const int LargeCellTokens = 40;
    private const double LegendBlockHeight = 44;

    /// <summary>Labels rise at 45 degrees: their width and height are both their length times this.</summary>
    private static readonly double Slope = Math.Sqrt(0.5);

    internal HeatmapLayout(string title, IReadOnlyList<HeatmapLabel> sourceLabels, IReadOnlyList<HeatmapLabel> targetLabels)
    {
        bool isLarge = Math.Max(sourceLabels.Count, targetLabels.Count) <= LargeCellTokens;
        CellSize = isLarge ? 26 : 15;
        FontSize = isLarge ? 14 : 11;

        double targetWidth = LongestLabel(targetLabels);
        GridLeft = Math.Ceiling(Margin + CaptionFontSize + LabelGap + targetWidth + LabelGap);
        GridTop = Math.Ceiling(Margin + TitleFontSize + CaptionFontSize + (3 * LabelGap) + (LongestLabel(sourceLabels) * Slope) + FontSize);
        GridWidth = sourceLabels.Count * CellSize;
        GridHeight = targetLabels.Count * CellSize;
        HasUnknown = sourceLabels.Concat(targetLabels).Any(label => label.IsUnknown);
        double captionWidth = HasUnknown ? TextExtent.Width(UnknownCaption, CaptionFontSize) : 0;
        double gridRight = Math.Max(GridLeft + GridWidth, RightmostLabel(sourceLabels));
        Width = Math.Ceiling(Margin + Math.Max(
            Math.Max(gridRight, GridLeft + Math.Max(LegendWidth, captionWidth)), Margin + TextExtent.BoldWidth(title, TitleFontSize)));
        LegendTop = GridTop + GridHeight + Margin;
        Height = LegendTop + LegendBlockHeight + Margin + (HasUnknown ? CaptionFontSize + LabelGap : 0);
    }

    /// <summary>Whether a label is marked as unknown, which the legend explains.</summary>
    internal bool HasUnknown { get; }

    internal double CellSize { get; }

    internal double FontSize { get; }

    internal double GridLeft { get; }

    internal double GridTop { get; }

    internal double GridWidth { get; }

    internal double GridHeight { get; }

    internal double LegendTop { get; }

    internal double Width { get; }

    internal double Height { get; }

    private double LongestLabel(IReadOnlyList<HeatmapLabel> labels) =>
        labels.Count == 0 ? 0 : labels.Max(label => TextExtent.Width(label.Shown, FontSize));

    private double RightmostLabel(IReadOnlyList<HeatmapLabel> labels)
    {
        double rightmost = 0.0;
        for (int i = 0; i < labels.Count; i++)
        {
            rightmost = Math.Max(rightmost, GridLeft + ((i + 0.5) * CellSize) + (TextExtent.Width(labels[i].Shown, FontSize) * Slope) + FontSize);
        }

        return rightmost;
    }
}

/// <summary>The label of a token on its axis.</summary>
internal sealed class HeatmapLabel
{
    internal HeatmapLabel(AttentionToken token)
    {
        Token = token.Label;
        Full = DisplayText.FromToken(token.Label);
        Shown = TextExtent.Shorten(Full, HeatmapLayout.MaxLabelColumns);
        Unknown = token.IsUnknown ? DisplayText.FromToken(token.Unknown) : "";
        Tooltip = IsUnknown ? UnknownTooltip() : token.Note.Length > 0 ? $"{Full}: {DisplayText.Printable(token.Note)}" : Shown == Full ? "" : Full;
    }

    /// <summary>The text before any character was replaced, which determines the direction.</summary>
    internal string Token { get; }

    internal string Full { get; }

    /// <summary><see cref="Full"/>, or its beginning if it is long.</summary>
    internal string Shown { get; }

    /// <summary>The text that the model does not know; empty for none.</summary>
    internal string Unknown { get; }

    internal bool IsUnknown => Unknown.Length > 0;

    /// <summary>What hovering over the label shows; empty if nothing is to be added.</summary>
    internal string Tooltip { get; }

    private string UnknownTooltip() =>
        Unknown == Full.Trim(DisplayText.VisibleSpace) ? $"{Full}: unknown to the model" : $"{Full}: the model does not know \u2068{Unknown}\u2069";
}
