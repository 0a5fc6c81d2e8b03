namespace Nmt.Search;

/// <summary>A stretch of a line that was translated by itself, because the line as a whole is too long.</summary>
/// <param name="Source">Its source subwords.</param>
/// <param name="Target">The subwords of its translation.</param>
/// <param name="IsComplete">False where the length limit ended the translation.</param>
public sealed record SegmentLengths(int Source, int Target, bool IsComplete);

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
    /// null unless they were asked for.
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
    /// <param name="rules">How it is ranked and what is kept of it.</param>
    internal static FinishedHypothesis From(Hypothesis hypothesis, bool isComplete, SearchRules rules)
    {
        var tokens = new int[isComplete ? hypothesis.Length - 1 : hypothesis.Length];
        var logProbabilities = new double[hypothesis.Length];
        var attention = rules.NeedsAttention ? new float[hypothesis.Length][] : null;
        for (var node = hypothesis; node.Previous is { } previous; node = previous)
        {
            int place = node.Length - 1;
            logProbabilities[place] = node.LogProbability - previous.LogProbability;
            if (place < tokens.Length)
            {
                tokens[place] = node.Token;
            }

            if (attention is not null)
            {
                attention[place] = node.Attention ?? [];
            }
        }

        double score = rules.Penalty.Normalize(hypothesis.LogProbability, Math.Max(1, hypothesis.Length));
        return new FinishedHypothesis(
            tokens, hypothesis.LogProbability, score + (rules.Coverage?.Of(attention!) ?? 0), isComplete)
        {
            TokenLogProbabilities = logProbabilities, Attention = attention,
        };
    }
}
