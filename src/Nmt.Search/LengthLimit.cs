namespace Nmt.Search;

/// <summary>
/// The maximum length of a translation, ratio * source length + offset with ends of sentence counted on both sides, and the
/// minimum length before it may end.
/// </summary>
/// <param name="ratio">Target subwords per source subword.</param>
/// <param name="offset">Additional target subwords.</param>
public sealed class LengthLimit(double ratio, int offset)
{
    /// <summary>Upper bound for sources of any length, counting the end of sentence.</summary>
    public int MaxLength { get; init; } = int.MaxValue;

    /// <summary>Minimum number of subwords in a translation, not counting its end of sentence.</summary>
    public int MinLength { get; init; }

    /// <summary>Minimum number of subwords per source subword, not counting ends of sentence.</summary>
    public double MinLengthRatio { get; init; }

    /// <summary>Whether there is a minimum length.</summary>
    internal bool HasMinimum => MinLength > 0 || MinLengthRatio > 0;

    /// <summary>The maximum length for a source sentence of this many subwords, counting its end of sentence.</summary>
    public int Of(int sourceLength) => (int)Math.Min(MaxLength, (ratio * sourceLength) + offset);

    /// <summary>The minimum length for a source sentence, not counting the end of sentence; may exceed the maximum length.</summary>
    /// <param name="sourceLength">Number of source subwords, including the end of sentence.</param>
    internal int MinimumFor(int sourceLength) => (int)Math.Max(MinLength, Math.Ceiling(MinLengthRatio * (sourceLength - 1)));
}
