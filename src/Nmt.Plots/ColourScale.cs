using System.Globalization;

namespace Nmt.Plots;

/// <summary>Maps a weight in [0, 1] to a shade from near white to dark blue, evenly darker, so that it survives grey printing.</summary>
internal static class ColourScale
{
    private static readonly (int Red, int Green, int Blue)[] Stops =
        [(244, 247, 251), (183, 208, 232), (100, 155, 205), (36, 98, 160), (10, 38, 84)];

    /// <summary>The shade of a weight; weights outside [0, 1] take the nearest end, and NaN is red so that it cannot pass for a zero.</summary>
    internal static string Of(float weight)
    {
        if (float.IsNaN(weight))
        {
            return "#d62728";
        }

        var position = Math.Clamp(weight, 0f, 1f) * (Stops.Length - 1);
        var lower = Math.Min((int)position, Stops.Length - 2);
        var share = position - lower;
        var (from, to) = (Stops[lower], Stops[lower + 1]);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"#{Mix(from.Red, to.Red, share):x2}{Mix(from.Green, to.Green, share):x2}{Mix(from.Blue, to.Blue, share):x2}");
    }

    /// <summary>Gradient stops of the legend: offset in [0, 1] and colour.</summary>
    internal static IEnumerable<(double Offset, string Colour)> Gradient() =>
        Enumerable.Range(0, Stops.Length).Select(i => ((double)i / (Stops.Length - 1), Of((float)i / (Stops.Length - 1))));

    private static int Mix(int from, int to, float share) => (int)MathF.Round(from + ((to - from) * share));
}
