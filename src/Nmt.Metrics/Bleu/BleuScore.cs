using System.Globalization;
using Nmt.Metrics.Text;

namespace Nmt.Metrics.Bleu;

/// <summary>A BLEU score. A perfect match gives 100.00000000000004, as in sacreBLEU.</summary>
public sealed record BleuScore : MetricScore
{
    /// <summary>Matches per order, unigrams first, after smoothing by add-k.</summary>
    public required IReadOnlyList<double> Counts { get; init; }

    /// <summary>N-grams of the hypotheses per order, after smoothing by add-k.</summary>
    public required IReadOnlyList<double> Totals { get; init; }

    /// <summary>Smoothed precision per order in percent; all 0 if nothing matches.</summary>
    public required IReadOnlyList<double> Precisions { get; init; }

    /// <summary>The factor, at most 1, that penalizes output shorter than the references.</summary>
    public required double BrevityPenalty { get; init; }

    /// <summary>Tokens of the hypotheses.</summary>
    public required long SysLen { get; init; }

    /// <summary>Tokens of the references closest in length.</summary>
    public required long RefLen { get; init; }

    /// <summary>Hypothesis length over reference length; 0 without reference tokens.</summary>
    public double Ratio => RefLen == 0 ? 0 : (double)SysLen / RefLen;

    /// <inheritdoc/>
    public override string Details
    {
        get
        {
            string penalty = PythonNumber.Fixed(BrevityPenalty, 3);
            string ratio = PythonNumber.Fixed(Ratio, 3);
            return string.Create(
                CultureInfo.InvariantCulture,
                $"{PrecisionTexts()} (BP = {penalty} ratio = {ratio} hyp_len = {SysLen} ref_len = {RefLen})");
        }
    }

    // No Select over numbers: its code cannot be compiled ahead of time, which would slow down every start.
    private string PrecisionTexts()
    {
        string[] texts = new string[Precisions.Count];
        for (int i = 0; i < texts.Length; i++)
        {
            texts[i] = PythonNumber.Fixed(Precisions[i], 1);
        }

        return string.Join('/', texts);
    }
}

/// <summary>Computes the score from sufficient statistics (Papineni et al. 2002, with sacreBLEU's smoothing).</summary>
/// <remarks>Statistics are laid out as in sacreBLEU: hypothesis length, reference length, matches per order, n-grams per order.</remarks>
internal static class BleuFormula
{
    /// <summary>The index of the first match count, after the two lengths.</summary>
    public const int FirstCount = 2;

    /// <summary>Replaces the logarithm of 0; its exponential is 0, and sums with it stay finite.</summary>
    private const double LogOfZero = -9_999_999_999;

    public static BleuScore Compute(ReadOnlySpan<double> sums, BleuOptions options, MetricSignature signature)
    {
        int orders = options.MaxNgramOrder;
        double[] counts = sums.Slice(FirstCount, orders).ToArray();
        double[] totals = sums.Slice(FirstCount + orders, orders).ToArray();
        double[] precisions = new double[orders];
        double brevityPenalty = BrevityPenalty(sums[0], sums[1]);
        return new BleuScore
        {
            Name = BleuMetric.MetricName,
            Score = brevityPenalty * MeanPrecision(counts, totals, precisions, options),
            Counts = counts,
            Totals = totals,
            Precisions = precisions,
            BrevityPenalty = brevityPenalty,
            SysLen = (long)sums[0],
            RefLen = (long)sums[1],
            Signature = signature,
        };
    }

    /// <summary>Computes only the score, without allocating the details.</summary>
    public static double Value(ReadOnlySpan<double> sums, BleuOptions options)
    {
        int orders = options.MaxNgramOrder;
        // Smoothing changes counts and totals, so they are copied.
        var numbers = orders <= 16 ? stackalloc double[3 * orders] : new double[3 * orders];
        sums.Slice(FirstCount, 2 * orders).CopyTo(numbers);
        numbers[(2 * orders)..].Clear();
        double mean = MeanPrecision(numbers[..orders], numbers.Slice(orders, orders), numbers[(2 * orders)..], options);
        return BrevityPenalty(sums[0], sums[1]) * mean;
    }

    /// <summary>The default value of a smoothing method; null for those that have none.</summary>
    public static double? DefaultSmoothValue(BleuSmoothing smoothing) => smoothing switch
    {
        BleuSmoothing.Floor => 0.1,
        BleuSmoothing.AddK => 1,
        _ => null,
    };

    private static double BrevityPenalty(double sysLen, double refLen)
    {
        if (sysLen >= refLen)
        {
            return 1;
        }

        return sysLen > 0 ? Math.Exp(1 - (refLen / sysLen)) : 0;
    }

    /// <summary>Fills in the precisions and returns their geometric mean.</summary>
    private static double MeanPrecision(Span<double> counts, Span<double> totals, Span<double> precisions, BleuOptions options)
    {
        // Without a single match, no smoothing produces a score.
        if (!HasMatch(counts))
        {
            return 0;
        }

        int order = SmoothedPrecisions(counts, totals, precisions, options);
        double logSum = 0;
        foreach (double precision in precisions[..order])
        {
            logSum += precision == 0 ? LogOfZero : Math.Log(precision);
        }

        return Math.Exp(logSum / order);
    }

    // No ContainsAnyExcept: its code for numbers is recompiled at every start.
    private static bool HasMatch(ReadOnlySpan<double> counts)
    {
        foreach (double count in counts)
        {
            if (count != 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Fills in the precisions and returns the number of orders in the mean.</summary>
    private static int SmoothedPrecisions(Span<double> counts, Span<double> totals, Span<double> precisions, BleuOptions options)
    {
        double smoothValue = options.SmoothValue ?? DefaultSmoothValue(options.Smoothing) ?? 0;
        double divisor = 1;
        int order = precisions.Length;
        for (int i = 0; i < precisions.Length; i++)
        {
            if (options.Smoothing == BleuSmoothing.AddK && i > 0)
            {
                counts[i] += smoothValue;
                totals[i] += smoothValue;
            }

            // Longer n-grams cannot exist either: their precisions stay 0.
            if (totals[i] == 0)
            {
                break;
            }

            if (options.EffectiveOrder)
            {
                order = i + 1;
            }

            if (counts[i] != 0)
            {
                precisions[i] = 100 * counts[i] / totals[i];
            }
            else if (options.Smoothing == BleuSmoothing.Exponential)
            {
                divisor *= 2;
                precisions[i] = 100 / (divisor * totals[i]);
            }
            else if (options.Smoothing == BleuSmoothing.Floor)
            {
                precisions[i] = 100 * smoothValue / totals[i];
            }
        }

        return order;
    }
}
