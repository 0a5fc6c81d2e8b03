namespace Nmt.Metrics;

/// <summary>How systems are compared with a baseline. The defaults are sacreBLEU's.</summary>
public sealed record PairedTestOptions
{
    /// <summary>sacreBLEU's seed where none is asked for.</summary>
    public const ulong DefaultSeed = 12345;

    /// <summary>Resamples of a bootstrap where no other number is asked for.</summary>
    public const int DefaultResamples = 1000;

    /// <summary>Trials of a randomization test where no other number is asked for.</summary>
    public const int DefaultTrials = 10000;

    /// <summary>The test.</summary>
    public required PairedTestKind Kind { get; init; }

    /// <summary>Resamples or trials; 1000 for the bootstrap and 10000 for the randomization when null.</summary>
    public int? Samples { get; init; }

    /// <summary>Resamples for the confidence intervals of a randomization test; none when null. The bootstrap has its own.</summary>
    public int? ConfidenceResamples { get; init; }

    /// <summary>The seed of the random draws; null for an unpredictable one. In a paired test 0 means the same as null for every
    /// system but the baseline, as in sacreBLEU.</summary>
    public ulong? Seed { get; init; } = DefaultSeed;

    /// <summary>The number of resamples or trials, the default filled in.</summary>
    public int SampleCount => Samples ?? (Kind == PairedTestKind.Bootstrap ? DefaultResamples : DefaultTrials);

    /// <summary>How many resamples the confidence intervals are computed from; null when there are none.</summary>
    public int? ResampleCount => Kind == PairedTestKind.Bootstrap ? SampleCount : ConfidenceResamples;
}
