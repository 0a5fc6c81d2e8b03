namespace Nmt.Metrics.Alignment;

/// <summary>How sharp and how complete the attention of one translation is.</summary>
/// <remarks>
/// The last row and the last column of both matrices are the ends of sentence. The entropy is that of the model's own tokens, subwords;
/// everything else is about words, whose matrix sums the weights of a source word's subwords and averages those of a target word's.
/// </remarks>
public sealed class AttentionStatistics
{
    private readonly float[,] _words;
    private readonly float[] _received;

    /// <summary>Computes the statistics of a sentence pair.</summary>
    /// <param name="tokens">Attention weights between subwords, <c>[tgtLen, srcLen]</c>; rows sum to 1.</param>
    /// <param name="words">Attention weights between words, <c>[target words + 1, source words + 1]</c>; rows sum to 1.</param>
    /// <exception cref="ArgumentException">When a matrix has no row or no column for the end of sentence.</exception>
    public AttentionStatistics(float[,] tokens, float[,] words)
    {
        ThrowIfEmpty(tokens, nameof(tokens));
        ThrowIfEmpty(words, nameof(words));
        _words = words;
        _received = [.. Enumerable.Range(0, SourceWords).Select(source => Enumerable.Range(0, TargetWords).Sum(target => words[target, source]))];
        Rows = tokens.GetLength(0) - 1;
        for (int row = 0; row < Rows; row++)
        {
            double bits = EntropyBits(tokens, row);
            EntropySum += bits;
            // A source of nothing but its end leaves no choice: its only distribution is as sharp as possible.
            EntropyShareSum += tokens.GetLength(1) == 1 ? 0 : bits / Math.Log2(tokens.GetLength(1));
        }
    }

    /// <summary>Target subwords, without the end of sentence: the rows that entropy is computed of.</summary>
    public int Rows { get; }

    /// <summary>Source words, without the end of sentence.</summary>
    public int SourceWords => _words.GetLength(1) - 1;

    /// <summary>Target words, without the end of sentence.</summary>
    public int TargetWords => _words.GetLength(0) - 1;

    /// <summary>
    /// The entropy of the rows in bits, H(i) = −Σⱼ αᵢⱼ log₂ αᵢⱼ over all source positions, the end of sentence included (Ghader and
    /// Monz 2017), summed over the rows.
    /// </summary>
    public double EntropySum { get; }

    /// <summary>H(i) / log₂ srcLen, from 0 (one position) to 1 (all positions alike), summed over the rows.</summary>
    public double EntropyShareSum { get; }

    /// <summary>The attention that each source word receives from all target words together (coverage, Tu et al. 2016, section 3).</summary>
    public IReadOnlyList<float> Received => _received;

    /// <summary>The source words that receive less attention than a threshold.</summary>
    /// <param name="threshold">The threshold; 1 is what one target word gives in total.</param>
    public IReadOnlyList<int> Unattended(double threshold) =>
        [.. Enumerable.Range(0, SourceWords).Where(source => _received[source] < threshold)];

    /// <summary>The target words with a larger weight on the end of the source sentence than on any of its words.</summary>
    public IReadOnlyList<int> AttendingToEnd => [.. Enumerable.Range(0, TargetWords).Where(target =>
        Enumerable.Range(0, SourceWords).All(source => _words[target, source] < _words[target, SourceWords]))];

    /// <summary>The entropy of one row in bits; 0 log 0 is 0.</summary>
    /// <param name="weights">Attention weights, <c>[tgtLen, srcLen]</c>.</param>
    /// <param name="row">The row.</param>
    public static double EntropyBits(float[,] weights, int row)
    {
        ArgumentNullException.ThrowIfNull(weights);
        double sum = 0;
        for (int column = 0; column < weights.GetLength(1); column++)
        {
            double weight = weights[row, column];
            sum -= weight > 0 ? weight * Math.Log2(weight) : 0;
        }

        // Rounding may make the weight of a single position a little more than 1.
        return Math.Max(0, sum);
    }

    private static void ThrowIfEmpty(float[,] weights, string name)
    {
        ArgumentNullException.ThrowIfNull(weights, name);
        if (weights.Length == 0)
        {
            throw new ArgumentException($"Expected a row and a column for the end of sentence; got [{weights.GetLength(0)}, {weights.GetLength(1)}].", name);
        }
    }
}

/// <summary>Attention statistics of a whole corpus: means over its target subwords, and shares of its words.</summary>
/// <param name="threshold">Source words that receive less attention count as unattended.</param>
public sealed class CorpusAttentionStatistics(double threshold)
{
    private double _entropy;
    private double _entropyShare;

    /// <summary>Translations added so far.</summary>
    public int Translations { get; private set; }

    /// <summary>Their target subwords.</summary>
    public long Rows { get; private set; }

    /// <summary>Their source words.</summary>
    public long SourceWords { get; private set; }

    /// <summary>Their target words.</summary>
    public long TargetWords { get; private set; }

    /// <summary>Source words that receive less attention than the threshold.</summary>
    public long Unattended { get; private set; }

    /// <summary>Target words with the largest weight on the end of the source.</summary>
    public long AttendingToEnd { get; private set; }

    /// <summary>Mean entropy per target subword, in bits; 0 without any.</summary>
    public double EntropyBits => Rows == 0 ? 0 : _entropy / Rows;

    /// <summary>Mean entropy per target subword as a share of its maximum, from 0 to 1; 0 without any.</summary>
    public double EntropyShare => Rows == 0 ? 0 : _entropyShare / Rows;

    /// <summary>Adds a translation.</summary>
    public void Add(AttentionStatistics sentence)
    {
        ArgumentNullException.ThrowIfNull(sentence);
        Translations++;
        Rows += sentence.Rows;
        SourceWords += sentence.SourceWords;
        TargetWords += sentence.TargetWords;
        Unattended += sentence.Unattended(threshold).Count;
        AttendingToEnd += sentence.AttendingToEnd.Count;
        _entropy += sentence.EntropySum;
        _entropyShare += sentence.EntropyShareSum;
    }
}
