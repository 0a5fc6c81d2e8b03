using System.Numerics;
using Nmt.Metrics.Statistics;

namespace Nmt.Metrics.Ter;

/// <summary>The translation edit rate (Snover et al. 2006), equal to sacreBLEU's with every option.</summary>
public sealed class TerMetric : IMetric<TerScore>
{
    /// <summary>Prepares the metric.</summary>
    /// <param name="options">How it is computed; sacreBLEU's defaults when null.</param>
    public TerMetric(TerOptions? options = null) => Options = options ?? new TerOptions();

    /// <summary>How the metric is computed.</summary>
    public TerOptions Options { get; }

    /// <inheritdoc/>
    public string Name => "TER";

    /// <inheritdoc/>
    public bool IsHigherBetter => false;

    /// <inheritdoc/>
    /// <remarks>Edits, then the mean length of the references.</remarks>
    public int StatisticsWidth => 2;

    /// <inheritdoc/>
    public ISegmentCounter CreateCounter() => new TerSegmentCounter(Options);

    /// <inheritdoc cref="IMetric.Score"/>
    public TerScore Score(ReadOnlySpan<double> sums, int? referenceCount) => new()
    {
        Name = Name,
        Score = Value(sums),
        Edits = (long)sums[0],
        RefLen = sums[1],
        Signature = Signature(referenceCount),
    };

    /// <inheritdoc/>
    public double Value(ReadOnlySpan<double> sums)
    {
        StatisticsRow.CheckWidth(sums, StatisticsWidth);
        return 100 * Rate(sums[0], sums[1]);
    }

    /// <inheritdoc/>
    public double ResampledValue(ReadOnlySpan<float> sums) => 100 * (double)Rate(sums[0], sums[1]);

    /// <inheritdoc/>
    public MetricSignature Signature(int? referenceCount) => new(
        referenceCount,
        new("case", "c", Options.CaseSensitive ? "mixed" : "lc"),
        new("tok", "t", "tercom"),
        new("norm", "nr", YesOrNo(Options.Normalized)),
        new("punct", "pn", YesOrNo(!Options.NoPunctuation)),
        new("asian", "as", YesOrNo(Options.AsianSupport)));

    /// <summary>Edits per reference word; without reference words, 1 if there are edits.</summary>
    private static T Rate<T>(T edits, T length)
        where T : IFloatingPointIeee754<T> =>
        length > T.Zero ? edits / length : edits > T.Zero ? T.One : T.Zero;

    private static string YesOrNo(bool value) => value ? "yes" : "no";
}

/// <summary>How TER is computed. The defaults are sacreBLEU's.</summary>
public sealed record TerOptions
{
    /// <summary>Whether punctuation is split off words and entities are decoded, as tercom's normalization does.</summary>
    public bool Normalized { get; init; }

    /// <summary>Whether punctuation is removed.</summary>
    public bool NoPunctuation { get; init; }

    /// <summary>Whether the two steps above handle Chinese characters and Asian punctuation.</summary>
    public bool AsianSupport { get; init; }

    /// <summary>Whether words differ by case. The default is false: TER lowercases.</summary>
    public bool CaseSensitive { get; init; }
}

/// <summary>A TER score: edits per reference word in percent; 0 for a perfect match, above 100 for more edits than reference words.</summary>
public sealed record TerScore : MetricScore
{
    /// <summary>Insertions, deletions, substitutions and shifts.</summary>
    public required long Edits { get; init; }

    /// <summary>Reference words; with several references, their mean.</summary>
    public required double RefLen { get; init; }
}
