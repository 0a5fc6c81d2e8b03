using Nmt.Text;

namespace Nmt.Data.Batching;

/// <summary>Splits a corpus into batches of sentences of similar length, bounded by their padded size.</summary>
/// <remarks>
/// The padded size of a batch is <c>sentences * max(longest source, longest target)</c>. A pair that alone is larger than the
/// bound is a batch of its own.
/// </remarks>
public sealed class TokenBatches
{
    // Batches whose pairs are sorted together: enough for little padding, few enough that epochs mix the pairs.
    private const int BatchesPerPool = 50;
    private readonly ParallelCorpus _corpus;
    private readonly int _batchTokens;
    private readonly int _seed;

    /// <summary>Stores what to split; nothing is computed yet.</summary>
    /// <param name="corpus">The pairs.</param>
    /// <param name="batchTokens">Maximum padded size of a batch.</param>
    /// <param name="seed">Determines the order of every epoch.</param>
    public TokenBatches(ParallelCorpus corpus, int batchTokens, int seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batchTokens);
        _corpus = corpus;
        _batchTokens = batchTokens;
        _seed = seed;
    }

    /// <summary>The batches of an epoch, as indices of pairs; each pair is in exactly one.</summary>
    /// <param name="epoch">The epoch.</param>
    /// <param name="shard">Index of the shard that the corpus represents; 0 if it is the whole epoch.</param>
    /// <remarks>The same corpus, bound, seed, epoch and shard give the same batches on every machine.</remarks>
    public IReadOnlyList<int[]> Epoch(int epoch, int shard = 0)
    {
        var random = shard == 0 ? new SeededRandom(_seed, epoch) : new SeededRandom(_seed, epoch, shard);
        int[] order = Enumerable.Range(0, _corpus.Count).ToArray();
        random.Shuffle(order.AsSpan());
        var batches = new List<int[]>();
        foreach (int[] pool in Pools(order))
        {
            Array.Sort(pool, CompareLengths);
            batches.AddRange(Split(pool));
        }

        int[][] shuffled = batches.ToArray();
        random.Shuffle(shuffled.AsSpan());
        return shuffled;
    }

    /// <summary>Batches in order of length, for validation, where order does not matter and padding costs time.</summary>
    public IReadOnlyList<int[]> InOrderOfLength()
    {
        int[] order = Enumerable.Range(0, _corpus.Count).ToArray();
        Array.Sort(order, CompareLengths);
        return [.. Split(order)];
    }

    /// <summary>Fraction of the ids of both sides, including padding, that are padding.</summary>
    public double PaddingShare(IReadOnlyList<int[]> batches)
    {
        long padded = 0L;
        long tokens = 0L;
        foreach (int[] batch in batches)
        {
            int longestSource = batch.Max(_corpus.SourceLength);
            int longestTarget = batch.Max(_corpus.TargetLength);
            padded += (long)batch.Length * (longestSource + longestTarget);
            tokens += batch.Sum(i => (long)_corpus.SourceLength(i) + _corpus.TargetLength(i));
        }

        return padded == 0 ? 0 : (double)(padded - tokens) / padded;
    }

    /// <summary>Consecutive parts of the order, each with ids for about <see cref="BatchesPerPool"/> batches.</summary>
    private IEnumerable<int[]> Pools(int[] order)
    {
        long limit = (long)_batchTokens * BatchesPerPool;
        int start = 0;
        long size = 0L;
        for (int end = 0; end < order.Length; end++)
        {
            size += PairLength(order[end]);
            if (size >= limit || end == order.Length - 1)
            {
                yield return order[start..(end + 1)];
                start = end + 1;
                size = 0;
            }
        }
    }

    private IEnumerable<int[]> Split(int[] sorted)
    {
        int start = 0;
        int longest = 0;
        for (int end = 0; end < sorted.Length; end++)
        {
            int length = Math.Max(longest, PairLength(sorted[end]));
            if (end > start && (long)length * (end - start + 1) > _batchTokens)
            {
                yield return sorted[start..end];
                start = end;
                length = PairLength(sorted[end]);
            }

            longest = length;
        }

        if (start < sorted.Length)
        {
            yield return sorted[start..];
        }
    }

    private int PairLength(int pair) => Math.Max(_corpus.SourceLength(pair), _corpus.TargetLength(pair));

    // The index is the last key: the order must not depend on the sorting algorithm.
    private int CompareLengths(int a, int b)
    {
        int byTarget = _corpus.TargetLength(a).CompareTo(_corpus.TargetLength(b));
        int bySource = byTarget != 0 ? byTarget : _corpus.SourceLength(a).CompareTo(_corpus.SourceLength(b));
        return bySource != 0 ? bySource : a.CompareTo(b);
    }
}
