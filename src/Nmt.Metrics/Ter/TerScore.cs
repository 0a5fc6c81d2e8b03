namespace Nmt.Metrics;

/// <summary>A TER score: edits per reference word in percent; lower is better.</summary>
public sealed record TerScore : IMetricScore
{
    /// <summary>The score: 0 for a perfect match, above 100 where there are more edits than reference words.</summary>
    public required double Score { get; init; }

    /// <summary>Insertions, deletions, substitutions and shifts.</summary>
    public required long Edits { get; init; }

    /// <summary>Words of the references, of several the mean.</summary>
    public required double RefLen { get; init; }

    /// <inheritdoc/>
    public required MetricSignature Signature { get; init; }

    /// <inheritdoc/>
    public ScoreReport Report => new("TER", Score, Signature);

    /// <summary>The line that sacreBLEU prints, with two decimals.</summary>
    public override string ToString() => this.Format();
}
