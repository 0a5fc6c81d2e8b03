namespace Nmt.Data.Checks.Pairs;

/// <summary>Which length ratios are usual in a corpus.</summary>
/// <param name="Median">Bin of the median ratio.</param>
/// <param name="Deviation">Bins that a ratio may lie away from it.</param>
internal readonly record struct LengthRange(int Median, int Deviation)
{
    // No ratio within three times the median is called an outlier, however little the corpus scatters.
    private const double LeastFactor = 3;

    private const double StandardDeviations = 4;

    // The median absolute deviation of a normal distribution times this is its standard deviation; outliers do not move it.
    private const double NormalConsistency = 1.4826;

    /// <summary>The median ratio.</summary>
    public double MedianRatio => Ratio(Median);

    /// <summary>How many times the median, or what part of it, a ratio may be.</summary>
    public double Factor => Ratio(Deviation);

    /// <summary>Whether a bin is usual.</summary>
    public bool Contains(int bin) => Math.Abs(bin - Median) <= Deviation;

    /// <summary>
    /// The range of a corpus: its median times and over the larger of 3 and e^(4 s), where s is the standard deviation of the
    /// ratio's logarithm, estimated from the median absolute deviation.
    /// </summary>
    /// <returns>Null where there are no pairs.</returns>
    public static LengthRange? Of(IEnumerable<LengthRatios> files)
    {
        var bins = files.SelectMany(file => file.Bins).Select(entry => (entry.Bin, entry.Pairs.Count)).ToList();
        if (bins.Count == 0)
        {
            return null;
        }

        var median = MedianOf(bins);
        var spread = MedianOf(bins.Select(entry => (Math.Abs(entry.Bin - median), entry.Count)));
        var least = Math.Log2(LeastFactor) * LengthRatios.BinsPerOctave;
        return new LengthRange(median, (int)Math.Ceiling(Math.Max(least, StandardDeviations * NormalConsistency * spread)));
    }

    private static int MedianOf(IEnumerable<(int Value, long Count)> values)
    {
        var sorted = values.OrderBy(entry => entry.Value).ToList();
        var half = sorted.Sum(entry => entry.Count) / 2;
        var below = 0L;
        return sorted.First(entry => (below += entry.Count) > half).Value;
    }

    private static double Ratio(int bins) => Math.Pow(2, (double)bins / LengthRatios.BinsPerOctave);
}
