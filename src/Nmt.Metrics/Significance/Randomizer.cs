namespace Nmt.Metrics;

/// <summary>Trials of approximate randomization: each segment's two outputs change sides or not, by lot.</summary>
internal static class Randomizer
{
    private const int TossesAtOnce = 1 << 22;

    /// <summary>Draws a mask per trial, in their order, and hands it to trials that run in parallel.</summary>
    public static void Run(ResamplingDraws draws, int segments, int trials, Action<int, bool[]> tryOne)
    {
        int masksAtOnce = Math.Clamp(TossesAtOnce / segments, 1, trials);
        bool[][] masks = [.. Enumerable.Range(0, masksAtOnce).Select(_ => new bool[segments])];
        for (int first = 0; first < trials; first += masksAtOnce)
        {
            int count = Math.Min(masksAtOnce, trials - first);
            foreach (bool[] mask in masks.AsSpan(0, count))
            {
                draws.FillMask(mask);
            }

            int start = first;
            Parallel.For(0, count, i => tryOne(start + i, masks[i]));
        }
    }

    /// <summary>The difference of the pseudo system that has the baseline's segments where the mask is set, and its complement.</summary>
    public static double Difference(IMetric metric, SegmentStatistics baseline, SegmentStatistics system, ReadOnlySpan<bool> mask)
    {
        int width = baseline.Width;
        Span<double> one = width <= 128 ? stackalloc double[width] : new double[width];
        Span<double> other = width <= 128 ? stackalloc double[width] : new double[width];
        one.Clear();
        other.Clear();
        for (int i = 0; i < mask.Length; i++)
        {
            ReadOnlySpan<double> first = baseline[i];
            ReadOnlySpan<double> second = system[i];
            StatisticsRow.AddTo(one, mask[i] ? first : second);
            StatisticsRow.AddTo(other, mask[i] ? second : first);
        }

        return Math.Abs(metric.Value(one) - metric.Value(other));
    }
}
