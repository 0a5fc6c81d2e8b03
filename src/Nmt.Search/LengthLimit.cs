namespace Nmt.Search;

/// <summary>
/// The longest translation that is looked for, ratio * source length + offset with ends of sentence counted on both sides,
/// and the shortest that may end by itself.
/// </summary>
/// <param name="ratio">Target subwords a source subword.</param>
/// <param name="offset">Target subwords on top.</param>
public sealed class LengthLimit(double ratio, int offset)
{
    /// <summary>Upper bound whatever the source's length, end of sentence included.</summary>
    public int Longest { get; init; } = int.MaxValue;

    /// <summary>Subwords that a translation has at least, its end of sentence not counted.</summary>
    public int Shortest { get; init; }

    /// <summary>Subwords that a translation has at least for each of the source's, ends of sentence not counted.</summary>
    public double ShortestRatio { get; init; }

    /// <summary>Whether any translation is too short.</summary>
    internal bool HasShortest => Shortest > 0 || ShortestRatio > 0;

    /// <summary>The limit of a source sentence of this many subwords, its end of sentence included.</summary>
    public int Of(int sourceLength) => (int)Math.Min(Longest, (ratio * sourceLength) + offset);

    /// <summary>Subwords before which no end of sentence may come; never so many that it could not come at the limit.</summary>
    /// <param name="sourceLength">Subwords of the source, its end of sentence included.</param>
    public int AtLeast(int sourceLength) =>
        (int)Math.Min(Math.Max(Shortest, Math.Ceiling(ShortestRatio * (sourceLength - 1))), Of(sourceLength) - 1);
}
