using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Nmt.Metrics.Statistics;

namespace Nmt.Metrics.Chrf;

/// <summary>chrF and chrF++ (Popović 2015 and 2017), equal to sacreBLEU's in every option of it.</summary>
public sealed class ChrfMetric : IMetric<ChrfScore>
{
    /// <summary>Prepares the metric.</summary>
    /// <param name="options">How it is computed; sacreBLEU's defaults when null.</param>
    public ChrfMetric(ChrfOptions? options = null)
    {
        Options = options ?? new ChrfOptions();
        ArgumentOutOfRangeException.ThrowIfNegative(Options.CharOrder, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegative(Options.WordOrder, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(Options.CharOrder + Options.WordOrder, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegative(Options.Beta, nameof(options));
    }

    /// <summary>How the metric is computed.</summary>
    public ChrfOptions Options { get; }

    /// <summary>The metric's name with beta and word order, such as <c>chrF2++</c>.</summary>
    public string Name => string.Create(CultureInfo.InvariantCulture, $"chrF{Options.Beta}{new string('+', Options.WordOrder)}");

    /// <inheritdoc/>
    public bool IsHigherBetter => true;

    /// <inheritdoc/>
    /// <remarks>Per order, characters first: n-grams of the hypothesis, n-grams of the reference, matches.</remarks>
    public int StatisticsWidth => ChrfStatistics.NumbersPerOrder * (Options.CharOrder + Options.WordOrder);

    /// <inheritdoc/>
    public ISegmentCounter CreateCounter() => new ChrfSegmentCounter(Options);

    /// <inheritdoc cref="IMetric.Score"/>
    public ChrfScore Score(ReadOnlySpan<double> sums, int? referenceCount) => new()
    {
        Name = Name,
        Score = Value(sums),
        Statistics = new ChrfStatistics(sums),
        Signature = Signature(referenceCount),
    };

    /// <inheritdoc/>
    public double Value(ReadOnlySpan<double> sums)
    {
        StatisticsRow.CheckWidth(sums, StatisticsWidth);
        return ChrfFormula.Compute(sums, Options);
    }

    /// <inheritdoc/>
    public double ResampledValue(ReadOnlySpan<float> sums) => ChrfFormula.Compute(sums, Options);

    /// <summary>The signature of scores of this metric.</summary>
    /// <param name="referenceCount">References per segment; null when the segments differ ("var").</param>
    public MetricSignature Signature(int? referenceCount) => new(
        referenceCount,
        new("case", "c", Options.Lowercase ? "lc" : "mixed"),
        new("eff", "e", Options.EpsSmoothing ? "no" : "yes"),
        new("nc", "nc", Options.CharOrder.ToString(CultureInfo.InvariantCulture)),
        new("nw", "nw", Options.WordOrder.ToString(CultureInfo.InvariantCulture)),
        new("space", "s", Options.Whitespace ? "yes" : "no"));
}

/// <summary>How chrF is computed. The defaults are sacreBLEU's: chrF2; chrF++ has a <see cref="WordOrder"/> of 2.</summary>
public sealed record ChrfOptions
{
    /// <summary>The longest character n-grams that count. The default is 6.</summary>
    [Range(0, int.MaxValue)]
    public int CharOrder { get; init; } = 6;

    /// <summary>The longest word n-grams that count. The default is 0: none.</summary>
    [Range(0, int.MaxValue)]
    public int WordOrder { get; init; }

    /// <summary>How many times recall weighs as much as precision. The default is 2.</summary>
    [Range(0, int.MaxValue)]
    public int Beta { get; init; } = 2;

    /// <summary>Whether both sides are lowercased. The default is false.</summary>
    public bool Lowercase { get; init; }

    /// <summary>Whether white space counts as characters. The default is false.</summary>
    public bool Whitespace { get; init; }

    /// <summary>Whether orders without n-grams count with a tiny precision or recall, as in chrF++.py. The default is false.</summary>
    public bool EpsSmoothing { get; init; }
}
