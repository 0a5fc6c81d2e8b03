using System.Globalization;

namespace Nmt.Plots.Report;

/// <summary>
/// What distinguishes the curves of one chart besides their colours, for readers who do not see colours or print without them: dashes
/// and marks. The numbers of colours, dashes and marks have few common factors, so that many curves remain different.
/// </summary>
internal static class CurveShape
{
    /// <summary>Number of colours; the page's style defines the classes <c>k0</c>, <c>k1</c> ...</summary>
    internal const int Colours = 6;

    private static readonly string[] Dashes = ["", "8 4", "2 3", "9 3 2 3", "14 4"];

    // Around the origin, 4 to 5 pixels in each direction: circle, square, triangle, diamond, cross, triangle that points down, bar.
    private static readonly string[] Marks =
    [
        "M4 0A4 4 0 1 1 -4 0A4 4 0 1 1 4 0Z", "M-3.6 -3.6H3.6V3.6H-3.6Z", "M0 -4.8L4.6 3.6H-4.6Z", "M0 -5L5 0L0 5L-5 0Z",
        "M-1.4 -4.6H1.4V-1.4H4.6V1.4H1.4V4.6H-1.4V1.4H-4.6V-1.4H-1.4Z", "M0 4.8L4.6 -3.6H-4.6Z", "M-5 -1.8H5V1.8H-5Z",
    ];

    /// <summary>The class that sets a curve's colour.</summary>
    internal static string ColourClass(int curve) => string.Create(CultureInfo.InvariantCulture, $"k{curve % Colours}");

    /// <summary>The SVG attribute of a curve's dashes, with a space before it; empty for a solid line.</summary>
    internal static string DashAttribute(int curve) => curve % Dashes.Length == 0 ? "" : $" stroke-dasharray=\"{Dashes[curve % Dashes.Length]}\"";

    /// <summary>The SVG path of a curve's marks, around the origin.</summary>
    internal static string Mark(int curve) => Marks[curve % Marks.Length];

    /// <summary>A sample of a curve for a legend, as an SVG of one line's height.</summary>
    internal static string LegendSample(int curve) =>
        $"<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"sample {ColourClass(curve)}\" viewBox=\"0 0 40 12\" aria-hidden=\"true\">"
        + $"<line x1=\"0\" x2=\"40\" y1=\"6\" y2=\"6\" stroke=\"currentColor\" stroke-width=\"2\"{DashAttribute(curve)}/>"
        + $"<path fill=\"currentColor\" transform=\"translate(20 6)\" d=\"{Mark(curve)}\"/></svg>";
}
