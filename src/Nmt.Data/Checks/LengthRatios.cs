namespace Nmt.Data.Checks;

/// <summary>Histogram of source/target length ratios on a logarithmic scale.</summary>
/// <remarks>
/// Lengths are in characters, whose ratio varies less than that of words (Gale and Church 1993) and is meaningful in scripts
/// without spaces. Ratios of short lines vary more than those of long ones, so a constant is added to both lengths.
/// </remarks>
/// <param name="maxLines">Maximum number of line numbers to keep per bin.</param>
internal sealed class LengthRatios(int maxLines)
{
    /// <summary>Bins per doubling of the ratio: each is 2.2 % wide.</summary>
    public const int BinsPerOctave = 32;

    /// <summary>Added to both lengths, so that "Go." with a translation of 20 characters is not an outlier.</summary>
    public const int Smoothing = 10;

    // From 1 : 1024 to 1024 : 1; the outermost bins count all ratios beyond.
    private const int Reach = 10 * BinsPerOctave;

    private readonly Occurrences?[] _bins = new Occurrences?[(2 * Reach) + 1];

    /// <summary>Counts a pair.</summary>
    /// <param name="source">Number of source characters.</param>
    /// <param name="target">Number of target characters.</param>
    /// <param name="line">Its line.</param>
    public void Add(int source, int target, long line)
    {
        double octaves = Math.Log2((source + (double)Smoothing) / (target + (double)Smoothing));
        int bin = Math.Clamp((int)Math.Round(octaves * BinsPerOctave), -Reach, Reach);
        (_bins[bin + Reach] ??= new Occurrences(maxLines)).Add(line);
    }

    /// <summary>Pairs by ratio bin: 0 for equal length, positive if the source is longer.</summary>
    public IEnumerable<(int Bin, Occurrences Pairs)> Bins
    {
        get
        {
            for (int i = 0; i < _bins.Length; i++)
            {
                if (_bins[i] is { } pairs)
                {
                    yield return (i - Reach, pairs);
                }
            }
        }
    }

    /// <summary>The pairs outside a range.</summary>
    public Occurrences Outside(LengthRange range) =>
        Occurrences.Union(Bins.Where(entry => !range.Contains(entry.Bin)).Select(entry => entry.Pairs), maxLines);
}

/// <summary>Which length ratios are usual in a corpus.</summary>
/// <param name="Median">Bin of the median ratio.</param>
/// <param name="Deviation">Bins by which a ratio may differ from it.</param>
internal readonly record struct LengthRange(int Median, int Deviation)
{
    // A ratio within a factor of three of the median is never an outlier, however little the ratios vary.
    private const double MinFactor = 3;

    private const double StandardDeviations = 4;

    // The median absolute deviation of a normal distribution times this is its standard deviation; it is robust to outliers.
    private const double NormalConsistency = 1.4826;

    /// <summary>The median ratio.</summary>
    public double MedianRatio => Ratio(Median);

    /// <summary>The factor by which a ratio may be above or below the median.</summary>
    public double Factor => Ratio(Deviation);

    /// <summary>Whether a bin is usual.</summary>
    public bool Contains(int bin) => Math.Abs(bin - Median) <= Deviation;

    /// <summary>
    /// Computes the range of a corpus: its median multiplied or divided by max(3, e^(4 s)), where s is the standard deviation of the
    /// ratio's logarithm, estimated from the median absolute deviation.
    /// </summary>
    /// <returns>Null if there are no pairs.</returns>
    public static LengthRange? From(IEnumerable<LengthRatios> files)
    {
        var bins = files.SelectMany(file => file.Bins).Select(entry => (entry.Bin, entry.Pairs.Count)).ToList();
        if (bins.Count == 0)
        {
            return null;
        }

        int median = MedianOf(bins);
        int spread = MedianOf(bins.Select(entry => (Math.Abs(entry.Bin - median), entry.Count)));
        double min = Math.Log2(MinFactor) * LengthRatios.BinsPerOctave;
        return new LengthRange(median, (int)Math.Ceiling(Math.Max(min, StandardDeviations * NormalConsistency * spread)));
    }

    private static int MedianOf(IEnumerable<(int Value, long Count)> values)
    {
        var sorted = values.OrderBy(entry => entry.Value).ToList();
        long half = sorted.Sum(entry => entry.Count) / 2;
        long below = 0L;
        return sorted.First(entry => (below += entry.Count) > half).Value;
    }

    private static double Ratio(int bins) => Math.Pow(2, (double)bins / LengthRatios.BinsPerOctave);
}
