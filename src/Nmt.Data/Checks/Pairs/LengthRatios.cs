namespace Nmt.Data.Checks.Pairs;

/// <summary>Histogram of how long sources are compared to their targets, on a logarithmic scale.</summary>
/// <remarks>
/// Lengths are characters, whose ratio scatters less than that of words (Gale and Church 1993) and means something in scripts
/// that write no blanks. Short lines scatter more than long ones, so a constant is added to both lengths.
/// </remarks>
/// <param name="maxLines">Line numbers that are kept of each bin.</param>
internal sealed class LengthRatios(int maxLines)
{
    /// <summary>Bins for a doubling of the ratio: each is 2.2 % wide.</summary>
    public const int BinsPerOctave = 32;

    /// <summary>Added to both lengths: "Go." and a translation of 20 characters are no outlier.</summary>
    public const int Smoothing = 10;

    // From 1 : 1024 to 1024 : 1; what lies beyond counts in the last bins.
    private const int Reach = 10 * BinsPerOctave;

    private readonly Occurrences?[] _bins = new Occurrences?[(2 * Reach) + 1];

    /// <summary>Counts a pair.</summary>
    /// <param name="source">Characters of the source.</param>
    /// <param name="target">Characters of the target.</param>
    /// <param name="line">Its line.</param>
    public void Add(int source, int target, long line)
    {
        var octaves = Math.Log2((source + (double)Smoothing) / (target + (double)Smoothing));
        var bin = Math.Clamp((int)Math.Round(octaves * BinsPerOctave), -Reach, Reach);
        (_bins[bin + Reach] ??= new Occurrences(maxLines)).Add(line);
    }

    /// <summary>Pairs by ratio, as bins from 0 (equal length) up (source longer) and down.</summary>
    public IEnumerable<(int Bin, Occurrences Pairs)> Bins
    {
        get
        {
            for (var i = 0; i < _bins.Length; i++)
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
