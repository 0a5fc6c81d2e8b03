using System.Globalization;
using System.Numerics;

namespace Nmt.Metrics;

/// <summary>Writes numbers as Python's formatting and its json module do.</summary>
internal static class PythonNumber
{
    private const int MantissaBits = 52;
    private const int ExponentBias = 1075;

    /// <summary>Fixed decimals, rounded half to even on the exact binary value (Python's <c>f"{value:.2f}"</c>).</summary>
    /// <remarks>.NET rounds exact halves away from zero: 6.25 would print as 6.3 where sacreBLEU prints 6.2.</remarks>
    public static string Fixed(double value, int decimals)
    {
        if (!double.IsFinite(value))
        {
            throw new ArgumentOutOfRangeException(nameof(value), value, "Only finite numbers have decimals.");
        }

        ArgumentOutOfRangeException.ThrowIfNegative(decimals);
        BigInteger scaled = RoundedHalfToEven(Math.Abs(value), BigInteger.Pow(10, decimals));
        string digits = scaled.ToString(CultureInfo.InvariantCulture).PadLeft(decimals + 1, '0');
        string sign = double.IsNegative(value) ? "-" : "";
        return decimals == 0 ? sign + digits : $"{sign}{digits[..^decimals]}.{digits[^decimals..]}";
    }

    /// <summary>The shortest text that reads back as the value rounded to the decimals (Python's <c>repr(float(...))</c>).</summary>
    public static string Shortest(double value, int decimals)
    {
        double rounded = double.Parse(Fixed(value, decimals), CultureInfo.InvariantCulture);
        string text = rounded.ToString("R", CultureInfo.InvariantCulture);
        return text.AsSpan().ContainsAny('.', 'E') ? text.Replace('E', 'e') : text + ".0";
    }

    private static BigInteger RoundedHalfToEven(double value, BigInteger scale)
    {
        long bits = BitConverter.DoubleToInt64Bits(value);
        int exponent = (int)(bits >> MantissaBits);
        long mantissa = bits & ((1L << MantissaBits) - 1);
        if (exponent == 0)
        {
            exponent = 1;
        }
        else
        {
            mantissa |= 1L << MantissaBits;
        }

        BigInteger numerator = mantissa * scale;
        int shift = exponent - ExponentBias;
        if (shift >= 0)
        {
            return numerator << shift;
        }

        BigInteger denominator = BigInteger.One << -shift;
        BigInteger quotient = BigInteger.DivRem(numerator, denominator, out BigInteger remainder);
        int comparison = (remainder << 1).CompareTo(denominator);
        return comparison > 0 || (comparison == 0 && !quotient.IsEven) ? quotient + 1 : quotient;
    }
}
