namespace Nmt.Metrics;

/// <summary>A chrF score with the counts it was computed from.</summary>
public sealed record ChrfScore : IMetricScore
{
    /// <summary>The metric's name with beta and word order, such as <c>chrF2</c> or <c>chrF2++</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The score on the scale 0 to 100.</summary>
    public required double Score { get; init; }

    /// <summary>N-grams per order.</summary>
    public required ChrfStatistics Statistics { get; init; }

    /// <summary>What the score was computed with.</summary>
    public required MetricSignature Signature { get; init; }

    /// <inheritdoc/>
    public ScoreReport Report => new(Name, Score, Signature);

    /// <summary>The line that sacreBLEU prints, with two decimals.</summary>
    public override string ToString() => this.Format();
}
