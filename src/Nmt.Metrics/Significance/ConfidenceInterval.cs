namespace Nmt.Metrics;

/// <summary>What bootstrap resampling says of a score: the mean of the resamples and half of the 95 % interval's width.</summary>
/// <param name="Mean">The mean score of the resamples.</param>
/// <param name="HalfWidth">Half the distance between the 2.5th and the 97.5th percentile.</param>
public sealed record ConfidenceInterval(double Mean, double HalfWidth)
{
    /// <summary>As sacreBLEU prints it, such as <c>μ = 70.48 ± 3.91</c>.</summary>
    /// <param name="width">Decimals of both numbers.</param>
    public string ToText(int width) => $"μ = {PythonNumber.Fixed(Mean, width)} ± {PythonNumber.Fixed(HalfWidth, width)}";
}
