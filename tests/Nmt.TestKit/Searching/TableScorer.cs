namespace Nmt.TestKit.Searching;

/// <summary>
/// A fixed random table of log-probabilities: one row per source sentence and prefix of target tokens. Its state holds one prefix per
/// row and one key per sentence, so a search that selects wrongly reads wrong rows.
/// </summary>
public sealed class TableScorer(int vocabulary, int seed, double sharpness = 2) : RowScorer<long>
{
    private readonly Dictionary<(long, long), double[]> _table = [];

    protected override long StartSentence(int[] source) => Key(source);

    protected override long Extend(long row, int token) => Advance(row, token);

    protected override float[] Score(long sentence, long row) => Array.ConvertAll(Row(sentence, row), value => (float)value);

    /// <summary>Log-probabilities of the token after a prefix.</summary>
    public double[] Next(int[] source, int beginOfSentence, IEnumerable<int> prefix) => Row(
        Key(source), prefix.Aggregate(Advance(0, beginOfSentence), (key, token) => Advance(key, token)));

    /// <summary>Log-probability of a whole target sentence.</summary>
    public double Total(int[] source, int beginOfSentence, int[] tokens) =>
        tokens.Select((token, t) => Next(source, beginOfSentence, tokens[..t])[token]).Sum();

    private static long Key(int[] ids)
    {
        long key = 0;
        foreach (int id in ids)
        {
            key = Advance(key, id);
        }

        return key;
    }

    /// <summary>One step of a linear congruential generator (the constants are Knuth's): unlike hash codes, the same in every process.</summary>
    private static long Advance(long key, long token) => unchecked(((key + token + 1) * 6364136223846793005) + 1442695040888963407);

    private double[] Row(long sentence, long prefix)
    {
        if (!_table.TryGetValue((sentence, prefix), out double[]? row))
        {
            long key = Advance(Advance(sentence, prefix), seed);
            var random = new Random((int)(key >> 32));
            double[] logits = [.. Enumerable.Range(0, vocabulary).Select(_ => sharpness * ((2 * random.NextDouble()) - 1))];
            double normalizer = Math.Log(logits.Sum(Math.Exp));
            row = Array.ConvertAll(logits, logit => logit - normalizer);
            _table.Add((sentence, prefix), row);
        }

        return row;
    }
}
