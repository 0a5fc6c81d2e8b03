namespace Nmt.Metrics;

/// <summary>Prints scores of any metric as sacreBLEU's command line does.</summary>
public static class MetricScoreLayout
{
    /// <summary>The line that sacreBLEU prints.</summary>
    /// <param name="score">The score.</param>
    /// <param name="width">Decimals of the score.</param>
    /// <param name="useShortSignature">Whether the signature comes in its short form.</param>
    public static string Format(this IMetricScore score, int width = 2, bool useShortSignature = false) =>
        Of(score).ToText(width, useShortSignature);

    /// <summary>The object that sacreBLEU prints with <c>-f json</c>, without a line end.</summary>
    /// <param name="score">The score.</param>
    /// <param name="width">Decimals that the score is rounded to.</param>
    /// <param name="useShortSignature">Whether the signature comes in its short form.</param>
    public static string FormatJson(this IMetricScore score, int width = 1, bool useShortSignature = false) =>
        Of(score).ToJson(width, useShortSignature);

    /// <summary>The number alone, as sacreBLEU prints it with <c>-b</c>.</summary>
    /// <param name="score">The score.</param>
    /// <param name="width">Decimals of the score.</param>
    public static string FormatScore(this IMetricScore score, int width = 1) => Of(score).ToPlain(width);

    private static ScoreReport Of(IMetricScore score)
    {
        ArgumentNullException.ThrowIfNull(score);
        return score.Report;
    }
}
