using System.Globalization;
using System.Numerics;
using Nmt.Metrics.Text;

namespace Nmt.Metrics.Tests.Text;

public sealed class PythonNumberTests
{
    [Theory]
    [InlineData(6.25, 1, "6.2")] // Exact halves go to the even neighbour,
    [InlineData(18.75, 1, "18.8")]
    [InlineData(56.25, 1, "56.2")]
    [InlineData(0.5, 0, "0")]
    [InlineData(1.5, 0, "2")]
    [InlineData(0.15, 1, "0.1")] // and apparent halves do not: 0.15 is 0.1499999999999999944...
    [InlineData(2.675, 2, "2.67")]
    [InlineData(99.995, 2, "100.00")] // 99.9950000000000045...
    [InlineData(0, 2, "0.00")]
    [InlineData(-0.0, 3, "-0.000")]
    [InlineData(-1.005, 2, "-1.00")]
    [InlineData(5e-324, 3, "0.000")]
    [InlineData(1e22, 1, "10000000000000000000000.0")]
    [InlineData(100.00000000000004, 2, "100.00")]
    public void Decimals_are_rounded_on_the_exact_binary_value(double value, int decimals, string expected) =>
        Assert.Equal(expected, PythonNumber.Fixed(value, decimals));

    [Theory]
    [InlineData(58.16986, 1, "58.2")]
    [InlineData(100, 1, "100.0")]
    [InlineData(99.96, 1, "100.0")]
    [InlineData(0, 2, "0.0")]
    [InlineData(57.6, 0, "58.0")]
    [InlineData(0.00001, 5, "1e-05")]
    public void Json_numbers_are_the_shortest_that_parse_back(double value, int decimals, string expected) =>
        Assert.Equal(expected, PythonNumber.Shortest(value, decimals));

    [Fact]
    public void Random_values_agree_with_decimal_arithmetic()
    {
        // Given: values whose exact binary expansion fits System.Decimal, so that its rounding to even is exact.
        var random = new Random(7);
        for (int i = 0; i < 1000; i++)
        {
            double value = random.Next(0, 100 * 1024) / 1024.0;

            // When
            string text = PythonNumber.Fixed(value, 2);

            // Then
            Assert.Equal(Math.Round((decimal)value, 2, MidpointRounding.ToEven).ToString("F2", CultureInfo.InvariantCulture), text);
        }
    }

    [Fact]
    public void Random_bits_agree_with_big_integer_arithmetic()
    {
        // Given: numbers of all magnitudes, and halves with their neighbours.
        var random = new Random(8);
        for (int i = 0; i < 3000; i++)
        {
            double spread = BitConverter.Int64BitsToDouble(random.NextInt64()) * (i % 2 == 0 ? 1 : -1);
            double half = (random.Next(1, 1 << 20) + 0.5) / (1 << random.Next(0, 12));
            foreach (double value in new[] { spread, half, Math.BitDecrement(half), Math.BitIncrement(half) }.Where(double.IsFinite))
            {
                int decimals = random.Next(0, 18);

                // When
                string text = PythonNumber.Fixed(value, decimals);

                // Then
                Assert.Equal(ExactlyRounded(value, decimals), text);
            }
        }
    }

    [Fact]
    public void Infinity_has_no_decimals() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => PythonNumber.Fixed(double.PositiveInfinity, 2));

    /// <summary>Rounds the double as a fraction of integers.</summary>
    private static string ExactlyRounded(double value, int decimals)
    {
        long bits = BitConverter.DoubleToInt64Bits(Math.Abs(value));
        int exponent = Math.Max(1, (int)(bits >> 52));
        BigInteger mantissa = (bits & ((1L << 52) - 1)) | (bits >> 52 == 0 ? 0 : 1L << 52);
        var numerator = mantissa * BigInteger.Pow(10, decimals) << Math.Max(0, exponent - 1075);
        var denominator = BigInteger.One << Math.Max(0, 1075 - exponent);
        var quotient = BigInteger.DivRem(numerator, denominator, out var rest);
        int side = (2 * rest).CompareTo(denominator);
        quotient += side > 0 || (side == 0 && !quotient.IsEven) ? 1 : 0;
        string digits = quotient.ToString(CultureInfo.InvariantCulture).PadLeft(decimals + 1, '0');
        return (double.IsNegative(value) ? "-" : "") + digits[..^decimals] + (decimals == 0 ? "" : "." + digits[^decimals..]);
    }
}
