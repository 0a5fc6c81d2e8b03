namespace Nmt.Search;

/// <summary>A partial translation: its last token, and a back-pointer to the hypothesis that it extends.</summary>
/// <param name="Previous">The hypothesis one token shorter; null at the beginning of the sentence.</param>
/// <param name="Token">The last token.</param>
/// <param name="LogProbability">Sum over all tokens so far.</param>
/// <param name="Length">Tokens so far, the last included.</param>
public sealed record Hypothesis(Hypothesis? Previous, int Token, double LogProbability, int Length)
{
    /// <summary>Attention weights when the last token was chosen, one per source subword; null unless a search keeps them.</summary>
    public float[]? Attention { get; init; }

    /// <summary>The empty hypothesis that every search starts from.</summary>
    public static Hypothesis Start(int beginOfSentence) => new(null, beginOfSentence, 0, 0);

    /// <summary>This hypothesis and one more token.</summary>
    /// <param name="token">The token.</param>
    /// <param name="logProbability">Of the whole new hypothesis.</param>
    /// <param name="attention">Attention weights when the token was chosen, where they are kept.</param>
    public Hypothesis Extend(int token, double logProbability, float[]? attention = null) =>
        new(this, token, logProbability, Length + 1) { Attention = attention };

    /// <summary>All tokens from the first on, without beginning of sentence.</summary>
    public int[] Tokens()
    {
        int[] tokens = new int[Length];
        for (var node = this; node is { Length: > 0 }; node = node.Previous)
        {
            tokens[node.Length - 1] = node.Token;
        }

        return tokens;
    }
}

/// <summary>A whole translation as ids.</summary>
/// <param name="Tokens">Subwords without beginning and end of sentence.</param>
/// <param name="LogProbability">Sum over all tokens, the end of sentence included.</param>
/// <param name="Score"><paramref name="LogProbability"/> under length and coverage penalty; higher is better.</param>
/// <param name="IsComplete">False where the length limit, or a lack of allowed tokens, ended it instead of an end of sentence.</param>
public sealed record FinishedHypothesis(int[] Tokens, double LogProbability, double Score, bool IsComplete)
{
    /// <summary>Log-probability of each token, that of the end of sentence last where <see cref="IsComplete"/>.</summary>
    public IReadOnlyList<double> TokenLogProbabilities { get; init; } = [];

    /// <summary>
    /// For each token, the end of sentence included, the attention weights of the source's subwords and its end of sentence;
    /// null unless they were requested.
    /// </summary>
    public IReadOnlyList<float[]>? Attention { get; init; }

    /// <summary>The tokens as text, where somebody who knows the subword model has joined them.</summary>
    public string Text { get; init; } = "";

    /// <summary>The segments that it was joined from; none where the line was translated whole.</summary>
    public IReadOnlyList<SegmentLengths> Segments { get; init; } = [];

    /// <summary>The expected utility that ranked it, where minimum-Bayes-risk decoding did.</summary>
    public double? ExpectedUtility { get; init; }

    /// <summary>Ends a hypothesis and ranks it.</summary>
    /// <param name="hypothesis">The hypothesis, its end of sentence included where it has one.</param>
    /// <param name="isComplete">Whether it has one.</param>
    /// <param name="options">How it is ranked and what is kept of it.</param>
    internal static FinishedHypothesis From(Hypothesis hypothesis, bool isComplete, DecodingOptions options)
    {
        int[] tokens = new int[isComplete ? hypothesis.Length - 1 : hypothesis.Length];
        double[] logProbabilities = new double[hypothesis.Length];
        float[][]? attention = options.NeedsAttention ? new float[hypothesis.Length][] : null;
        for (var node = hypothesis; node.Previous is { } previous; node = previous)
        {
            int position = node.Length - 1;
            logProbabilities[position] = node.LogProbability - previous.LogProbability;
            if (position < tokens.Length)
            {
                tokens[position] = node.Token;
            }

            if (attention is not null)
            {
                attention[position] = node.Attention ?? [];
            }
        }

        double score = options.Penalty.Normalize(hypothesis.LogProbability, Math.Max(1, hypothesis.Length));
        return new FinishedHypothesis(
            tokens, hypothesis.LogProbability, score + (options.Coverage?.Of(attention!) ?? 0), isComplete)
        {
            TokenLogProbabilities = logProbabilities, Attention = attention,
        };
    }
}

/// <summary>A segment of a line that was translated by itself, because the line as a whole is too long.</summary>
/// <param name="Source">Its source subwords.</param>
/// <param name="Target">The subwords of its translation.</param>
/// <param name="IsComplete">False where the length limit ended the translation.</param>
public sealed record SegmentLengths(int Source, int Target, bool IsComplete);

/// <summary>A model's attention between the subwords of one sentence pair.</summary>
/// <param name="SourcePieces">Source subwords with the end of sentence.</param>
/// <param name="TargetPieces">Target subwords with the end of sentence.</param>
/// <param name="Weights">Attention weights, <c>[tgtLen, srcLen]</c>; each row sums to 1.</param>
public sealed record SentenceAttention(
    IReadOnlyList<string> SourcePieces, IReadOnlyList<string> TargetPieces, float[,] Weights);
