using Nmt.Search;

namespace Nmt.TestKit.Searching;

/// <summary>
/// A scorer that computes every log-probability on the host and answers requests from them as the interface specifies, one row
/// after the other: simple instead of fast, a reference for other scorers.
/// </summary>
/// <typeparam name="TSentence">The state's value per sentence.</typeparam>
public abstract class RowScorer<TSentence> : ITokenScorer
{
    public IScorerState Start(IReadOnlyList<int[]> source) =>
        new RowState<TSentence>(new long[source.Count], [.. source.Select(StartSentence)]);

    public TokenScores Step(IScorerState state, StepRequest request)
    {
        var rows = (RowState<TSentence>)state;
        int perSentence = rows.Rows.Length / rows.Sentences.Length;
        if (request.LastTokens.Length != rows.Rows.Length || rows.Rows.Length % rows.Sentences.Length != 0)
        {
            throw new InvalidOperationException(
                $"{request.LastTokens.Length} tokens, {rows.Rows.Length} hypotheses, {rows.Sentences.Length} sentences");
        }

        float[][] scores = new float[rows.Rows.Length][];
        for (int row = 0; row < scores.Length; row++)
        {
            rows.Rows[row] = Extend(rows.Rows[row], request.LastTokens[row]);
            scores[row] = Score(rows.Sentences[row / perSentence], rows.Rows[row]);
        }

        return RowSelection.Select(scores, request);
    }

    /// <summary>The state's value for a sentence.</summary>
    protected abstract TSentence StartSentence(int[] source);

    /// <summary>The state's value for a row after it has read a token; 0 before the first one.</summary>
    protected virtual long Extend(long row, int token) => row + 1;

    /// <summary>Log-probabilities of all tokens.</summary>
    protected abstract float[] Score(TSentence sentence, long row);
}

/// <summary>Answers a request from complete rows of log-probabilities.</summary>
public static class RowSelection
{
    public static TokenScores Select(float[][] logProbabilities, StepRequest request)
    {
        float[] requested = [.. request.Requested.Select(token => logProbabilities[token.Row][token.Token])];
        float[][] allowed = [.. logProbabilities.Select(row => row.ToArray())];
        foreach (var (row, token) in request.ForbiddenInRows
            .Concat(request.Forbidden.SelectMany(token => Enumerable.Range(0, allowed.Length).Select(row => new RowToken(row, token)))))
        {
            allowed[row][token] = float.NegativeInfinity;
        }

        int[][] chosen = [.. allowed.Select((row, i) => request.Draws is { } draws
            ? [Draw(row, draws.Options, draws.Uniform[i])]
            : BestFirst(row).Take(request.TokensPerRow).ToArray())];
        return new TokenScores(
            chosen[0].Length, [.. chosen.SelectMany(tokens => tokens)],
            [.. chosen.SelectMany((tokens, row) => tokens.Select(token => allowed[row][token]))])
        {
            Requested = requested,
        };
    }

    private static IEnumerable<int> BestFirst(float[] row) =>
        Enumerable.Range(0, row.Length).OrderByDescending(token => float.IsNaN(row[token])).ThenByDescending(token => row[token]);

    private static int Draw(float[] row, SamplingOptions options, double uniform)
    {
        bool isTruncated = options.TopK > 0 && options.TopK < row.Length;
        int[] tokens = isTruncated || options.TopP < 1 ? [.. BestFirst(row)] : [.. Enumerable.Range(0, row.Length)];
        tokens = isTruncated ? [.. tokens.Take(options.TopK)] : tokens;
        double best = row.Max();
        double[] probabilities = [.. tokens.Select(token => Math.Exp((row[token] - best) / options.Temperature))];
        double sum = probabilities.Sum();
        double before = 0;
        for (int i = 0; i < probabilities.Length; i++)
        {
            double probability = probabilities[i] / sum;
            probabilities[i] = before < options.TopP ? probability : 0;
            before += probability;
        }

        double threshold = uniform * probabilities.Sum();
        int place = 0;
        for (double cumulated = probabilities[0]; cumulated <= threshold && place + 1 < tokens.Length; cumulated += probabilities[place])
        {
            place++;
        }

        return tokens[place];
    }
}

/// <summary>A number per row and a value per sentence: a search that selects wrongly reads wrong ones.</summary>
public sealed class RowState<TSentence>(long[] rows, TSentence[] sentences) : IScorerState
{
    private bool _isDisposed;

    public long[] Rows { get; private set; } = rows;

    public TSentence[] Sentences { get; private set; } = sentences;

    public void Select(int[] rows)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        int perSentence = Rows.Length / Sentences.Length;
        Sentences = [.. rows.Select(row => row / perSentence).Distinct().Select(sentence => Sentences[sentence])];
        Rows = Array.ConvertAll(rows, row => Rows[row]);
    }

    public void Dispose() => _isDisposed = true;
}
