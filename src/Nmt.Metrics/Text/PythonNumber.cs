using System.Globalization;

namespace Nmt.Metrics.Text;

/// <summary>Writes numbers as Python's formatting and its json module do.</summary>
public static class PythonNumber
{
    /// <summary>Fixed decimals, rounded half to even on the exact binary value (Python's <c>f"{value:.2f}"</c>).</summary>
    /// <exception cref="ArgumentOutOfRangeException">When the value is not finite, or the number of decimals is negative.</exception>
    /// <remarks>.NET rounds exact halves away from zero: 6.25 would print as 6.3 where sacreBLEU prints 6.2.</remarks>
    public static string Fixed(double value, int decimals)
    {
        if (!double.IsFinite(value))
        {
            throw new ArgumentOutOfRangeException(nameof(value), value, "Expected a finite number.");
        }

        ArgumentOutOfRangeException.ThrowIfNegative(decimals);
        double magnitude = Math.Abs(value);
        string text = IsHalfway(magnitude, decimals) ? RoundHalfToEven(magnitude, decimals) : Format(magnitude, decimals);
        return double.IsNegative(value) ? "-" + text : text;
    }

    /// <summary>The shortest text that reads back as the value (Python's <c>repr(value)</c>): always with a point or an exponent.</summary>
    public static string Shortest(double value)
    {
        string text = value.ToString("R", CultureInfo.InvariantCulture);
        return text.Contains('.', StringComparison.Ordinal) || text.Contains('E', StringComparison.Ordinal) ? text.Replace('E', 'e') : text + ".0";
    }

    /// <summary>The shortest text that reads back as the value rounded to the decimals.</summary>
    /// <exception cref="ArgumentOutOfRangeException">As for <see cref="Fixed"/>.</exception>
    public static string Shortest(double value, int decimals) =>
        Shortest(double.Parse(Fixed(value, decimals), CultureInfo.InvariantCulture));

    private static string Format(double value, int decimals) =>
        value.ToString($"F{decimals.ToString(CultureInfo.InvariantCulture)}", CultureInfo.InvariantCulture);

    /// <summary>Whether a number's exact value is halfway between two numbers with that many decimals.</summary>
    /// <remarks>
    /// A multiple of 2^-k but not of 2^-(k-1) has k decimals, the last of which is 5. Scaling by a power of 2 is exact,
    /// and a number that overflows has no decimals at all.
    /// </remarks>
    private static bool IsHalfway(double value, int decimals) => double.IsOddInteger(Math.ScaleB(value, decimals + 1));

    private static string RoundHalfToEven(double value, int decimals)
    {
        string exact = Format(value, decimals + 1);
        string floor = exact[..^1].TrimEnd('.');
        // The next number above is no longer halfway.
        return (floor[^1] - '0') % 2 == 0 ? floor : Format(Math.BitIncrement(value), decimals);
    }
}
