namespace Nmt.Metrics;

/// <summary>What BLEU needs to know of a segment, and, added up, of a corpus.</summary>
public sealed class BleuStatistics
{
    private readonly long[] _correct;
    private readonly long[] _total;

    /// <summary>Starts with all counts at zero.</summary>
    /// <param name="maxNgramOrder">The longest n-grams that count.</param>
    public BleuStatistics(int maxNgramOrder)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxNgramOrder, 1);
        _correct = new long[maxNgramOrder];
        _total = new long[maxNgramOrder];
    }

    /// <summary>Statistics whose counts are known.</summary>
    /// <param name="correct">Clipped matches per order, unigrams first.</param>
    /// <param name="total">N-grams of the hypothesis per order.</param>
    /// <param name="sysLen">Tokens of the hypothesis.</param>
    /// <param name="refLen">Tokens of the reference that is closest in length.</param>
    public BleuStatistics(IReadOnlyList<long> correct, IReadOnlyList<long> total, long sysLen, long refLen)
    {
        ArgumentNullException.ThrowIfNull(correct);
        ArgumentNullException.ThrowIfNull(total);
        if (correct.Count == 0 || correct.Count != total.Count)
        {
            throw new ArgumentException($"Matches and totals must have the same orders; got {correct.Count} and {total.Count}.");
        }

        _correct = [.. correct];
        _total = [.. total];
        SysLen = sysLen;
        RefLen = refLen;
    }

    /// <summary>Clipped n-gram matches per order, unigrams first.</summary>
    public IReadOnlyList<long> Correct => _correct;

    /// <summary>N-grams of the hypothesis per order, unigrams first.</summary>
    public IReadOnlyList<long> Total => _total;

    /// <summary>Tokens of the hypothesis.</summary>
    public long SysLen { get; private set; }

    /// <summary>Tokens of the reference closest in length, the shorter of two; -1 where a segment has no reference at all.</summary>
    public long RefLen { get; private set; }

    /// <summary>Adds the counts of another segment or corpus.</summary>
    public void Add(BleuStatistics other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other._correct.Length != _correct.Length)
        {
            throw new ArgumentException($"Expected {_correct.Length} orders of n-grams; got {other._correct.Length}.", nameof(other));
        }

        for (int i = 0; i < _correct.Length; i++)
        {
            _correct[i] += other._correct[i];
            _total[i] += other._total[i];
        }

        SysLen += other.SysLen;
        RefLen += other.RefLen;
    }
}
