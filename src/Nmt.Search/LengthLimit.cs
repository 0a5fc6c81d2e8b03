namespace Nmt.Search;

/// <summary>
/// The longest translation that is searched for, ratio * source length + offset with ends of sentence counted on both sides,
/// and the shortest that may end by itself.
/// </summary>
/// <param name="ratio">Target subwords per source subword.</param>
/// <param name="offset">Target subwords on top.</param>
public sealed class LengthLimit(double ratio, int offset)
{
    /// <summary>Upper bound whatever the source's length, end of sentence included.</summary>
    public int MaxLength { get; init; } = int.MaxValue;

    /// <summary>Subwords that a translation has at least, its end of sentence not counted.</summary>
    public int MinLength { get; init; }

    /// <summary>Subwords that a translation has at least for each of the source's, ends of sentence not counted.</summary>
    public double MinLengthRatio { get; init; }

    /// <summary>Whether any translation is too short.</summary>
    internal bool HasMinimum => MinLength > 0 || MinLengthRatio > 0;

    /// <summary>The limit of a source sentence of this many subwords, its end of sentence included.</summary>
    public int Of(int sourceLength) => (int)Math.Min(MaxLength, (ratio * sourceLength) + offset);

    /// <summary>Subwords before which no end of sentence may come; never so many that it could not come at the limit.</summary>
    /// <param name="sourceLength">Subwords of the source, its end of sentence included.</param>
    public int AtLeast(int sourceLength) =>
        (int)Math.Min(Math.Max(MinLength, Math.Ceiling(MinLengthRatio * (sourceLength - 1))), Of(sourceLength) - 1);
}
