namespace Nmt.Metrics;

/// <summary>What is read off the scores of resamples.</summary>
internal static class ResampledScores
{
    /// <summary>One in forty resamples is left out at either end, which leaves 95 %.</summary>
    private const int TailShare = 40;

    /// <summary>How many numbers NumPy adds without splitting, and in how many partial sums.</summary>
    private const int PairwiseBlock = 128;
    private const int PartialSums = 8;

    public static ConfidenceInterval Interval(double[] scores)
    {
        double[] sorted = [.. scores.Order()];
        int lower = sorted.Length / TailShare;
        int upper = sorted.Length - lower - 1;
        return new ConfidenceInterval(Mean(sorted), 0.5 * (sorted[upper] - sorted[lower]));
    }

    /// <summary>The mean with the bits of NumPy's: pairwise summation decides which of two nearly equal differences is larger.</summary>
    public static double Mean(ReadOnlySpan<double> numbers) => PairwiseSum(numbers) / numbers.Length;

    /// <summary>The share of differences above the real one, one added to both, so that no p-value is 0.</summary>
    public static double PValue(ReadOnlySpan<double> differences, double realDifference)
    {
        int larger = 0;
        foreach (double difference in differences)
        {
            larger += difference > realDifference ? 1 : 0;
        }

        return (larger + 1.0) / (differences.Length + 1.0);
    }

    private static double PairwiseSum(ReadOnlySpan<double> numbers)
    {
        if (numbers.Length > PairwiseBlock)
        {
            int half = numbers.Length / 2;
            half -= half % PartialSums;
            return PairwiseSum(numbers[..half]) + PairwiseSum(numbers[half..]);
        }

        double sum = 0;
        int summed = 0;
        if (numbers.Length >= PartialSums)
        {
            Span<double> partial = stackalloc double[PartialSums];
            numbers[..PartialSums].CopyTo(partial);
            for (summed = PartialSums; summed + PartialSums <= numbers.Length; summed += PartialSums)
            {
                for (int i = 0; i < PartialSums; i++)
                {
                    partial[i] += numbers[summed + i];
                }
            }

            sum = (partial[0] + partial[1] + (partial[2] + partial[3])) + (partial[4] + partial[5] + (partial[6] + partial[7]));
        }

        foreach (double number in numbers[summed..])
        {
            sum += number;
        }

        return sum;
    }
}
