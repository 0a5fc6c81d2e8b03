namespace Nmt.Plots.Heatmaps;

/// <summary>Draws attention weights as a self-contained SVG: source tokens across, target tokens down, darker cells for larger weights.</summary>
/// <remarks>
/// The same matrix gives the same bytes on every machine. Hovering over a cell shows its two tokens and the weight. Source tokens run in
/// the direction of the source. Text that the model does not know is marked by colour and slope, in tooltips, and in the description
/// that screen readers read.
/// </remarks>
public static class AttentionHeatmap
{
    /// <summary>Renders one matrix.</summary>
    /// <param name="matrix">Weights and tokens; either side may be empty.</param>
    /// <param name="gradient">Id of the legend's gradient, unique among the heatmaps of a page.</param>
    /// <returns>The text of an SVG file, lines ending in <c>\n</c>.</returns>
    public static string Render(AttentionMatrix matrix, string gradient = "weight")
    {
        ArgumentNullException.ThrowIfNull(matrix);
        var painter = new HeatmapPainter(matrix);
        var canvas = new SvgCanvas(gradient);
        canvas.Begin(painter.Layout, painter.Name, painter.Description);
        painter.Paint(canvas);
        return canvas.End();
    }
}
