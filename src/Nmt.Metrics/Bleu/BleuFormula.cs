namespace Nmt.Metrics;

/// <summary>From sufficient statistics to the score (Papineni et al. 2002, with sacreBLEU's smoothing).</summary>
internal static class BleuFormula
{
    /// <summary>Stands in for the logarithm of 0; its exponential is 0, and no sum with it becomes infinite.</summary>
    private const double LogOfZero = -9_999_999_999;

    public static BleuScore Compute(BleuStatistics statistics, BleuOptions options, MetricSignature signature)
    {
        double[] counts = [.. statistics.Correct.Select(count => (double)count)];
        double[] totals = [.. statistics.Total.Select(total => (double)total)];
        double brevityPenalty = BrevityPenalty(statistics.SysLen, statistics.RefLen);
        double[] precisions = new double[counts.Length];

        double score = 0;
        // Without a single match no smoothing makes up a score.
        if (Array.Exists(counts, count => count != 0))
        {
            int order = SmoothedPrecisions(counts, totals, precisions, options);
            double logSum = 0;
            foreach (double precision in precisions.AsSpan(0, order))
            {
                logSum += precision == 0 ? LogOfZero : Math.Log(precision);
            }

            score = brevityPenalty * Math.Exp(logSum / order);
        }

        return new BleuScore
        {
            Score = score,
            Counts = counts,
            Totals = totals,
            Precisions = precisions,
            BrevityPenalty = brevityPenalty,
            SysLen = statistics.SysLen,
            RefLen = statistics.RefLen,
            Signature = signature,
        };
    }

    /// <summary>The default value of a smoothing method; null for those that have none.</summary>
    public static double? DefaultSmoothValue(BleuSmoothing smoothing) => smoothing switch
    {
        BleuSmoothing.Floor => 0.1,
        BleuSmoothing.AddK => 1,
        _ => null,
    };

    private static double BrevityPenalty(long sysLen, long refLen)
    {
        if (sysLen >= refLen)
        {
            return 1;
        }

        return sysLen > 0 ? Math.Exp(1 - ((double)refLen / sysLen)) : 0;
    }

    /// <summary>Fills in the precisions and returns how many orders the mean is taken over.</summary>
    private static int SmoothedPrecisions(double[] counts, double[] totals, double[] precisions, BleuOptions options)
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

            // Longer n-grams cannot be there either: their precisions stay 0.
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
