namespace Nmt.Search;

/// <summary>The longest translation that is looked for: ratio * source length + offset, end of sentence included.</summary>
/// <param name="ratio">Target subwords a source subword.</param>
/// <param name="offset">Target subwords on top.</param>
public sealed class LengthLimit(double ratio, int offset)
{
    /// <summary>The limit of a source sentence of this many subwords.</summary>
    public int Of(int sourceLength) => (int)Math.Min(int.MaxValue, (ratio * sourceLength) + offset);
}
