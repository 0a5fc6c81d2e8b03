namespace Nmt.Plots.Heatmaps;

/// <summary>What a heatmap is drawn on: a text of SVG, or pixels. Coordinates are pixels from the top left corner of the picture.</summary>
internal interface IHeatmapCanvas
{
    /// <summary>Begins elements of the same kind, such as the labels of an axis or the cells.</summary>
    void BeginGroup();

    /// <summary>Ends the group.</summary>
    void EndGroup();

    /// <summary>Draws a line of text.</summary>
    void Text(HeatmapText text);

    /// <summary>Draws a filled rectangle.</summary>
    void Box(HeatmapBox box);

    /// <summary>Draws a rectangle that is filled from left to right with the colours of all weights from 0 to 1.</summary>
    void Legend(HeatmapBox box);
}

/// <summary>Which point of a text is at its position.</summary>
internal enum TextAnchor
{
    /// <summary>The left end.</summary>
    Left,

    /// <summary>The middle.</summary>
    Middle,

    /// <summary>The right end.</summary>
    Right,
}

/// <summary>A line of text.</summary>
/// <param name="Text">Printable text.</param>
/// <param name="X">Position of the anchor on the baseline.</param>
/// <param name="Y">The baseline; for upright text the bottom of the last character.</param>
/// <param name="FontSize">The font size.</param>
/// <param name="Colour">Its colour.</param>
internal sealed record HeatmapText(string Text, double X, double Y, double FontSize, Colour Colour)
{
    /// <summary>The ends are those of the drawn text, also where it runs from right to left.</summary>
    internal TextAnchor Anchor { get; init; }

    /// <summary>Clockwise rotation around the position, in degrees; null for text that is not turned.</summary>
    internal double? Rotation { get; init; }

    /// <summary>Whether its characters stand upright below one another.</summary>
    internal bool IsUpright { get; init; }

    internal bool IsBold { get; init; }

    internal bool IsSlanted { get; init; }

    /// <summary>Whether its base direction is from right to left.</summary>
    internal bool IsRightToLeft { get; init; }

    /// <summary>What hovering over it shows; empty for nothing.</summary>
    internal string Tooltip { get; init; } = "";

    /// <summary>The name of its kind in a style sheet; empty for none.</summary>
    internal string Kind { get; init; } = "";
}

/// <summary>A rectangle.</summary>
/// <param name="X">Left edge.</param>
/// <param name="Y">Top edge.</param>
/// <param name="Width">Width.</param>
/// <param name="Height">Height.</param>
/// <param name="Fill">Its colour.</param>
internal sealed record HeatmapBox(double X, double Y, double Width, double Height, Colour Fill)
{
    /// <summary>Colour of a line of one pixel around it; null for none.</summary>
    internal Colour? Stroke { get; init; }

    /// <summary>What hovering over it shows; empty for nothing.</summary>
    internal string Tooltip { get; init; } = "";
}
