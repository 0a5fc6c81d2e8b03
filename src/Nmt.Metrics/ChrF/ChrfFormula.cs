namespace Nmt.Metrics;

/// <summary>From n-gram counts to the F-score (Popović 2015 and 2017).</summary>
internal static class ChrfFormula
{
    /// <summary>What chrF++.py takes for a precision or recall that has no n-grams.</summary>
    private const double Epsilon = 1e-16;

    /// <summary>The score on the scale 0 to 100.</summary>
    public static double Compute(ChrfStatistics statistics, ChrfOptions options)
    {
        double recallWeight = (double)options.Beta * options.Beta;
        return options.EpsSmoothing
            ? MeanOfFScores(statistics, recallWeight)
            : FScoreOfMeans(statistics, recallWeight);
    }

    private static double MeanOfFScores(ChrfStatistics statistics, double recallWeight)
    {
        int orders = statistics.Matches.Count;
        double sum = 0;
        for (int i = 0; i < orders; i++)
        {
            double precision = Share(statistics.Matches[i], statistics.Hypothesis[i]);
            double recall = Share(statistics.Matches[i], statistics.Reference[i]);
            double weighted = (recallWeight * precision) + recall;
            sum += weighted > 0 ? (1 + recallWeight) * precision * recall / weighted : Epsilon;
        }

        return 100 * sum / orders;
    }

    /// <summary>Means over the orders of which both sides have n-grams.</summary>
    private static double FScoreOfMeans(ChrfStatistics statistics, double recallWeight)
    {
        double precision = 0;
        double recall = 0;
        int orders = 0;
        for (int i = 0; i < statistics.Matches.Count; i++)
        {
            if (statistics.Hypothesis[i] > 0 && statistics.Reference[i] > 0)
            {
                precision += Share(statistics.Matches[i], statistics.Hypothesis[i]);
                recall += Share(statistics.Matches[i], statistics.Reference[i]);
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

    private static double Share(long matches, long ngrams) => ngrams > 0 ? (double)matches / ngrams : Epsilon;
}
