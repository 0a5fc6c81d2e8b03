namespace Nmt.Metrics;

/// <summary>How the significance of a difference between two systems is tested.</summary>
public enum PairedTestKind
{
    /// <summary>Paired bootstrap resampling (Koehn 2004), sacreBLEU's <c>--paired-bs</c>.</summary>
    Bootstrap,

    /// <summary>Paired approximate randomization (Riezler and Maxwell 2005), sacreBLEU's <c>--paired-ar</c>.</summary>
    ApproximateRandomization,
}
