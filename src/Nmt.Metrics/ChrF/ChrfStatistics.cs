namespace Nmt.Metrics;

/// <summary>What chrF needs to know of a segment, and, added up, of a corpus: n-grams per order, characters before words.</summary>
public sealed class ChrfStatistics
{
    private readonly long[] _hypothesis;
    private readonly long[] _reference;
    private readonly long[] _matches;

    /// <summary>Starts with all counts at zero.</summary>
    /// <param name="orders">Character and word orders together.</param>
    public ChrfStatistics(int orders)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(orders, 1);
        _hypothesis = new long[orders];
        _reference = new long[orders];
        _matches = new long[orders];
    }

    internal ChrfStatistics(long[] hypothesis, long[] reference, long[] matches) =>
        (_hypothesis, _reference, _matches) = (hypothesis, reference, matches);

    /// <summary>N-grams of the hypothesis; 0 for an order of which the reference has none.</summary>
    public IReadOnlyList<long> Hypothesis => _hypothesis;

    /// <summary>N-grams of the reference.</summary>
    public IReadOnlyList<long> Reference => _reference;

    /// <summary>N-grams that both have, clipped.</summary>
    public IReadOnlyList<long> Matches => _matches;

    /// <summary>What no n-gram of the reference could have matched does not count against the hypothesis.</summary>
    internal void ForgetOrdersWithoutReference()
    {
        for (int i = 0; i < _reference.Length; i++)
        {
            if (_reference[i] == 0)
            {
                _hypothesis[i] = 0;
            }
        }
    }

    /// <summary>Adds the counts of another segment or corpus.</summary>
    public void Add(ChrfStatistics other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other._matches.Length != _matches.Length)
        {
            throw new ArgumentException($"Expected {_matches.Length} orders of n-grams; got {other._matches.Length}.", nameof(other));
        }

        for (int i = 0; i < _matches.Length; i++)
        {
            _hypothesis[i] += other._hypothesis[i];
            _reference[i] += other._reference[i];
            _matches[i] += other._matches[i];
        }
    }
}
