using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Numerics;
using Nmt.Metrics.Statistics;

namespace Nmt.Metrics.Chrf;

/// <summary>chrF and chrF++ (Popović 2015 and 2017), equal to sacreBLEU's with every option.</summary>
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
    /// <summary>The maximum order of character n-grams. The default is 6.</summary>
    [Range(0, 100)]
    public int CharOrder { get; init; } = 6;

    /// <summary>The maximum order of word n-grams. The default is 0: none.</summary>
    [Range(0, 100)]
    public int WordOrder { get; init; }

    /// <summary>How many times more weight recall has than precision. The default is 2.</summary>
    [Range(0, 1000)]
    public int Beta { get; init; } = 2;

    /// <summary>Whether both sides are lowercased. The default is false.</summary>
    public bool Lowercase { get; init; }

    /// <summary>Whether white space counts as characters. The default is false.</summary>
    public bool Whitespace { get; init; }

    /// <summary>Whether orders without n-grams count with a tiny precision or recall, as in chrF++.py. The default is false.</summary>
    public bool EpsSmoothing { get; init; }
}

/// <summary>A chrF score with the counts it was computed from.</summary>
public sealed record ChrfScore : MetricScore
{
    /// <summary>N-grams per order.</summary>
    public required ChrfStatistics Statistics { get; init; }
}

/// <summary>The n-grams that a chrF score was computed from, per order, characters before words.</summary>
public sealed class ChrfStatistics
{
    /// <summary>N-grams of the hypothesis, n-grams of the reference, and matches: the layout of a segment's statistics.</summary>
    internal const int NumbersPerOrder = 3;

    internal ChrfStatistics(ReadOnlySpan<double> sums)
    {
        int orders = sums.Length / NumbersPerOrder;
        (long[] hypothesis, long[] reference, long[] matches) = (new long[orders], new long[orders], new long[orders]);
        for (int i = 0; i < orders; i++)
        {
            var order = sums.Slice(i * NumbersPerOrder, NumbersPerOrder);
            (hypothesis[i], reference[i], matches[i]) = ((long)order[0], (long)order[1], (long)order[2]);
        }

        (Hypothesis, Reference, Matches) = (hypothesis, reference, matches);
    }

    /// <summary>N-grams of the hypothesis; 0 for an order without n-grams in the reference.</summary>
    public IReadOnlyList<long> Hypothesis { get; }

    /// <summary>N-grams of the reference.</summary>
    public IReadOnlyList<long> Reference { get; }

    /// <summary>Matching n-grams, clipped.</summary>
    public IReadOnlyList<long> Matches { get; }
}

/// <summary>Computes the F-score from n-gram counts (Popović 2015 and 2017).</summary>
/// <remarks>
/// The counts may be in single precision, as in sacreBLEU's resamples: then the divisions for precision and recall are also in
/// single precision, and everything after them is in double precision.
/// </remarks>
internal static class ChrfFormula
{
    /// <summary>The precision or recall that chrF++.py assumes for an order without n-grams.</summary>
    private const double Epsilon = 1e-16;

    /// <summary>The score on the scale 0 to 100.</summary>
    public static double Compute<T>(ReadOnlySpan<T> sums, ChrfOptions options)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double recallWeight = (double)options.Beta * options.Beta;
        return options.EpsSmoothing
            ? MeanOfFScores(sums, recallWeight)
            : FScoreOfMeans(sums, recallWeight);
    }

    private static double MeanOfFScores<T>(ReadOnlySpan<T> sums, double recallWeight)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int orders = sums.Length / ChrfStatistics.NumbersPerOrder;
        double score = 0;
        for (int i = 0; i < orders; i++)
        {
            (var hypothesis, var reference, var matches) = Order(sums, i);
            double precision = Share(matches, hypothesis);
            double recall = Share(matches, reference);
            double weighted = (recallWeight * precision) + recall;
            score += weighted > 0 ? (1 + recallWeight) * precision * recall / weighted : Epsilon;
        }

        return 100 * score / orders;
    }

    /// <summary>Averages over the orders for which both sides have n-grams.</summary>
    private static double FScoreOfMeans<T>(ReadOnlySpan<T> sums, double recallWeight)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double precision = 0;
        double recall = 0;
        int orders = 0;
        for (int i = 0; i < sums.Length / ChrfStatistics.NumbersPerOrder; i++)
        {
            (var hypothesis, var reference, var matches) = Order(sums, i);
            if (hypothesis > T.Zero && reference > T.Zero)
            {
                precision += Share(matches, hypothesis);
                recall += Share(matches, reference);
                orders++;
            }
        }

        if (precision + recall == 0)
        {
            return 0;
        }

        precision /= orders;
        recall /= orders;
        return 100 * ((1 + recallWeight) * precision * recall / ((recallWeight * precision) + recall));
    }

    private static (T Hypothesis, T Reference, T Matches) Order<T>(ReadOnlySpan<T> sums, int order)
    {
        int start = order * ChrfStatistics.NumbersPerOrder;
        return (sums[start], sums[start + 1], sums[start + 2]);
    }

    private static double Share<T>(T matches, T ngrams)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        ngrams > T.Zero ? double.CreateChecked(matches / ngrams) : Epsilon;
}
