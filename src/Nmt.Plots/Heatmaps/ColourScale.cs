using System.Globalization;

namespace Nmt.Plots.Heatmaps;

/// <summary>A colour without transparency.</summary>
/// <param name="Red">Red, 0 to 255.</param>
/// <param name="Green">Green, 0 to 255.</param>
/// <param name="Blue">Blue, 0 to 255.</param>
public readonly record struct Colour(byte Red, byte Green, byte Blue)
{
    /// <summary>As in SVG and CSS: <c>#0a2654</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"#{Red:x2}{Green:x2}{Blue:x2}");
}

/// <summary>Maps a weight in [0, 1] to a shade from near white to dark blue, with even steps in lightness that survive greyscale printing.</summary>
public static class ColourScale
{
    /// <summary>From this weight on, light text is easier to read on the shade than dark text.</summary>
    private const float DarkFrom = 0.55f;

    private static readonly Colour NotANumber = new(0xd6, 0x27, 0x28);

    private static readonly Colour[] Stops =
        [new(244, 247, 251), new(183, 208, 232), new(100, 155, 205), new(36, 98, 160), new(10, 38, 84)];

    /// <summary>The shade of a weight; weights outside [0, 1] are clamped, and NaN is red so that it cannot be mistaken for zero.</summary>
    public static Colour Shade(float weight)
    {
        if (float.IsNaN(weight))
        {
            return NotANumber;
        }

        float position = Math.Clamp(weight, 0f, 1f) * (Stops.Length - 1);
        int lower = Math.Min((int)position, Stops.Length - 2);
        float share = position - lower;
        var (from, to) = (Stops[lower], Stops[lower + 1]);
        return new Colour(Mix(from.Red, to.Red, share), Mix(from.Green, to.Green, share), Mix(from.Blue, to.Blue, share));
    }

    /// <summary>Whether text on the shade of a weight should be light.</summary>
    public static bool IsDark(float weight) => weight >= DarkFrom || float.IsNaN(weight);

    /// <summary>Gradient stops of the legend: offset in [0, 1] and colour.</summary>
    internal static IEnumerable<(double Offset, Colour Colour)> Gradient() =>
        Enumerable.Range(0, Stops.Length).Select(i => ((double)i / (Stops.Length - 1), Shade((float)i / (Stops.Length - 1))));

    private static byte Mix(byte from, byte to, float share) => (byte)MathF.Round(from + ((to - from) * share));
}
