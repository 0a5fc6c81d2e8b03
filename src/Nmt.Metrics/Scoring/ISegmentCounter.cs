namespace Nmt.Metrics;

/// <summary>Counts the sufficient statistics of one segment after the other; its buffers serve them all.</summary>
/// <remarks>Not safe for use by several threads at once.</remarks>
public interface ISegmentCounter
{
    /// <summary>References of the segment counted last, null ones left out.</summary>
    int ReferenceCount { get; }

    /// <summary>What the metric makes of a line before it counts: case, white space, tokens.</summary>
    /// <param name="line">A hypothesis or reference.</param>
    string Preprocess(string line);

    /// <summary>Counts one segment.</summary>
    /// <param name="hypothesis">The system's translation, not tokenized.</param>
    /// <param name="references">Its reference translations; null for one that this segment does not have.</param>
    /// <param name="statistics">Is overwritten with the segment's statistics; as long as the metric's width.</param>
    /// <exception cref="ArgumentException">The segment has no reference, and the metric cannot do without.</exception>
    void Count(string hypothesis, IReadOnlyList<string?> references, Span<double> statistics);
}
