namespace Nmt.Text.Tokenization.Training.Unigram;

/// <summary>The derivative of the logarithm of the gamma function.</summary>
internal static class Digamma
{
    // From here on the first term that is left out, 1/(132 x^10), is below 1e-14.
    private const double LeastForSeries = 16;

    /// <summary>Its value at a positive number.</summary>
    /// <remarks>Recurrence, then the asymptotic series (Abramowitz and Stegun 1964, 6.3.5 and 6.3.18).</remarks>
    public static double Of(double x)
    {
        var result = 0.0;
        while (x < LeastForSeries)
        {
            result -= 1 / x;
            x++;
        }

        var inverse = 1 / (x * x);
        var series = inverse * ((1.0 / 12) - (inverse * ((1.0 / 120) - (inverse * ((1.0 / 252) - (inverse / 240))))));
        return result + Math.Log(x) - (0.5 / x) - series;
    }
}
