using System.Globalization;

namespace Nmt.Plots.Report;

/// <summary>One axis: values to pixels, and round numbers for its ticks.</summary>
internal sealed class Axis
{
    private const int TicksWanted = 5;
    private const double LeastDecadesForPowers = 1.5;

    private readonly double _low;
    private readonly double _high;
    private readonly double _start;
    private readonly double _end;
    private readonly bool _isLogarithmic;

    /// <summary>Makes an axis that holds all values; a single value gets some room around it.</summary>
    /// <param name="values">Finite values, at least one.</param>
    /// <param name="start">The pixel of the least value.</param>
    /// <param name="end">The pixel of the greatest value.</param>
    /// <param name="isLogarithmic">Whether equal ratios are equal distances; not where a value is 0 or less.</param>
    internal Axis(IEnumerable<double> values, double start, double end, bool isLogarithmic)
    {
        double[] all = [.. values];
        (_start, _end) = (start, end);
        _isLogarithmic = isLogarithmic && all.Min() > 0;
        (_low, _high) = (Scaled(all.Min()), Scaled(all.Max()));
        double room = _high > _low ? (_high - _low) * 0.05 : Math.Max(Math.Abs(_low) * 0.1, 1e-9);
        // A figure that starts at 0, as BLEU and updates, starts at the axis.
        _low = _high > _low && _low >= 0 && _low - room < 0 && !_isLogarithmic ? 0 : _low - room;
        _high += room;
    }

    internal double Pixel(double value) => _start + ((Scaled(value) - _low) / (_high - _low) * (_end - _start));

    /// <summary>Values of the ticks: 1, 2 or 5 times a power of ten apart; powers of ten where the axis spans several.</summary>
    internal IReadOnlyList<double> Ticks() => _isLogarithmic && _high - _low > LeastDecadesForPowers ? Powers() : Steps();

    /// <summary>A tick as text: 1,500,000 as 1.5M, and no more digits than there are.</summary>
    internal static string Label(double value)
    {
        var (scaled, unit) = Math.Abs(value) switch
        {
            >= 1e6 => (value / 1e6, "M"),
            >= 1e4 => (value / 1e3, "k"),
            _ => (value, ""),
        };
        bool isTiny = scaled != 0 && Math.Abs(scaled) < 1e-3;
        return scaled.ToString(isTiny ? "0.##e+0" : "0.####", CultureInfo.InvariantCulture) + unit;
    }

    private double Scaled(double value) => _isLogarithmic ? Math.Log10(value) : value;

    private double[] Powers()
    {
        int first = (int)Math.Ceiling(_low);
        int last = (int)Math.Floor(_high);
        int step = Math.Max(1, (last - first + TicksWanted) / TicksWanted);
        return [.. Enumerable.Range(0, Math.Max(0, ((last - first) / step) + 1)).Select(i => Math.Pow(10, first + (i * step)))];
    }

    private double[] Steps()
    {
        var (low, high) = _isLogarithmic ? (Math.Pow(10, _low), Math.Pow(10, _high)) : (_low, _high);
        double rough = (high - low) / TicksWanted;
        double power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        double step = power * ((rough / power) switch { < 1.5 => 1, < 3.5 => 2, < 7.5 => 5, _ => 10 });
        long first = (long)Math.Ceiling(low / step);
        long last = (long)Math.Floor(high / step);
        return [.. Enumerable.Range(0, (int)(last - first + 1)).Select(i => (first + i) * step)];
    }
}
