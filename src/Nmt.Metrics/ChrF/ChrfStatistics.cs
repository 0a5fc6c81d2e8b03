namespace Nmt.Metrics;

/// <summary>The n-grams that a chrF score was computed from, per order, characters before words.</summary>
public sealed class ChrfStatistics
{
    /// <summary>Of the hypothesis, of the reference, and matches: the layout of a segment's statistics.</summary>
    internal const int NumbersPerOrder = 3;

    internal ChrfStatistics(ReadOnlySpan<double> sums)
    {
        int orders = sums.Length / NumbersPerOrder;
        (long[] hypothesis, long[] reference, long[] matches) = (new long[orders], new long[orders], new long[orders]);
        for (int i = 0; i < orders; i++)
        {
            ReadOnlySpan<double> order = sums.Slice(i * NumbersPerOrder, NumbersPerOrder);
            (hypothesis[i], reference[i], matches[i]) = ((long)order[0], (long)order[1], (long)order[2]);
        }

        (Hypothesis, Reference, Matches) = (hypothesis, reference, matches);
    }

    /// <summary>N-grams of the hypothesis; 0 for an order of which the reference has none.</summary>
    public IReadOnlyList<long> Hypothesis { get; }

    /// <summary>N-grams of the reference.</summary>
    public IReadOnlyList<long> Reference { get; }

    /// <summary>N-grams that both have, clipped.</summary>
    public IReadOnlyList<long> Matches { get; }
}
