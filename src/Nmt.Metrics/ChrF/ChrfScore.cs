namespace Nmt.Metrics;

/// <summary>A chrF score with the counts it was computed from.</summary>
public sealed record ChrfScore
{
    /// <summary>The metric's name with beta and word order, such as <c>chrF2</c> or <c>chrF2++</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The score on the scale 0 to 100.</summary>
    public required double Score { get; init; }

    /// <summary>N-grams per order.</summary>
    public required ChrfStatistics Statistics { get; init; }

    /// <summary>What the score was computed with.</summary>
    public required MetricSignature Signature { get; init; }

    private ScoreReport Report => new(Name, Score, Signature, Details: "");

    /// <summary>The line that sacreBLEU prints.</summary>
    /// <param name="width">Decimals of the score.</param>
    /// <param name="useShortSignature">Whether the signature comes in its short form.</param>
    public string Format(int width = 2, bool useShortSignature = false) => Report.ToText(width, useShortSignature);

    /// <summary>The object that sacreBLEU prints with <c>-f json</c>, without a line end.</summary>
    /// <param name="width">Decimals that the score is rounded to.</param>
    /// <param name="useShortSignature">Whether the signature comes in its short form.</param>
    public string FormatJson(int width = 1, bool useShortSignature = false) => Report.ToJson(width, useShortSignature);

    /// <summary>The number alone, as sacreBLEU prints it with <c>-b</c>.</summary>
    /// <param name="width">Decimals of the score.</param>
    public string FormatScore(int width = 1) => PythonNumber.Fixed(Score, width);

    /// <summary>The line that sacreBLEU prints, with two decimals.</summary>
    public override string ToString() => Format();
}
