using Nmt.Search.Scorers;
using Nmt.Text.Subwords;
using static TorchSharp.torch;

namespace Nmt.TestKit.Searching;

/// <summary>
/// A fixed random table of log-probabilities: one row for each source sentence and prefix of target tokens. What it has to
/// remember lies in tensors, prefixes by row and sentences by sentence, so a search that selects wrongly reads wrong rows.
/// </summary>
public sealed class TableScorer(int vocabulary, int seed, double sharpness = 2) : IScorer
{
    private readonly Dictionary<(long, long), double[]> _table = [];

    public Device Device => CPU;

    public IScorerState Start(PaddedIds source)
    {
        var sentences = new long[source.Sentences];
        for (int row = 0; row < sentences.Length; row++)
        {
            sentences[row] = Key(source.Ids.AsSpan(row * source.Width, source.Lengths[row]));
        }

        return new State(tensor(new long[sentences.Length]), tensor(sentences));
    }

    public ScorerStep Step(IScorerState state, Tensor lastTokens)
    {
        var (prefixTensor, sentenceTensor) = (State)state;
        long[] prefixes = prefixTensor.data<long>().ToArray();
        long[] sentences = sentenceTensor.data<long>().ToArray();
        long[] last = lastTokens.data<long>().ToArray();
        if (last.Length != prefixes.Length || prefixes.Length % sentences.Length != 0)
        {
            throw new InvalidOperationException($"{last.Length} tokens, {prefixes.Length} hypotheses, {sentences.Length} sentences");
        }

        var scores = new List<float>();
        for (int row = 0; row < prefixes.Length; row++)
        {
            prefixes[row] = Extend(prefixes[row], last[row]);
            long sentence = sentences[row / (prefixes.Length / sentences.Length)];
            scores.AddRange(Row(sentence, prefixes[row]).Select(value => (float)value));
        }

        return new ScorerStep(tensor(scores.ToArray(), [prefixes.Length, vocabulary]), new State(tensor(prefixes), sentenceTensor));
    }

    /// <summary>Log-probabilities of the token after a prefix.</summary>
    public double[] Next(int[] source, int beginOfSentence, IEnumerable<int> prefix) => Row(
        Key(Array.ConvertAll(source, id => (long)id)), prefix.Aggregate(Extend(0, beginOfSentence), (key, token) => Extend(key, token)));

    /// <summary>Log-probability of a whole target sentence.</summary>
    public double Total(int[] source, int beginOfSentence, int[] tokens) =>
        tokens.Select((token, t) => Next(source, beginOfSentence, tokens[..t])[token]).Sum();

    private static long Key(ReadOnlySpan<long> ids)
    {
        long key = 0;
        foreach (long id in ids)
        {
            key = Extend(key, id);
        }

        return key;
    }

    /// <summary>One step of a linear congruential generator (the constants are Knuth's): unlike hash codes, the same in every process.</summary>
    private static long Extend(long key, long token) => unchecked(((key + token + 1) * 6364136223846793005) + 1442695040888963407);

    private double[] Row(long sentence, long prefix)
    {
        if (!_table.TryGetValue((sentence, prefix), out double[]? row))
        {
            long key = Extend(Extend(sentence, prefix), seed);
            var random = new Random((int)(key >> 32));
            double[] logits = [.. Enumerable.Range(0, vocabulary).Select(_ => sharpness * ((2 * random.NextDouble()) - 1))];
            double normalizer = Math.Log(logits.Sum(Math.Exp));
            row = Array.ConvertAll(logits, logit => logit - normalizer);
            _table.Add((sentence, prefix), row);
        }

        return row;
    }

    private sealed record State(Tensor Prefixes, Tensor Sentences) : IScorerState
    {
        public IEnumerable<Tensor> Tensors => [Prefixes, Sentences];

        public IScorerState Select(Tensor rows, Tensor? sentences) =>
            new State(Prefixes.index_select(0, rows), sentences is null ? Sentences : Sentences.index_select(0, sentences));
    }
}
