namespace Nmt.Metrics;

/// <summary>A score of any metric, with all that sacreBLEU prints beside it.</summary>
public interface IMetricScore
{
    /// <summary>The score. BLEU and chrF are on the scale 0 to 100; TER starts at 0 and may exceed 100.</summary>
    double Score { get; }

    /// <summary>What the score was computed with.</summary>
    MetricSignature Signature { get; }

    /// <summary>The score in the layouts of sacreBLEU's command line.</summary>
    ScoreReport Report { get; }
}
