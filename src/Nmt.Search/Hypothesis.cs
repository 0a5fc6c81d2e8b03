namespace Nmt.Search;

/// <summary>A partial translation: its last token, and a back-pointer to the hypothesis that it extends.</summary>
/// <param name="Previous">The hypothesis one token shorter; null at the beginning of the sentence.</param>
/// <param name="Token">The last token.</param>
/// <param name="LogProbability">Sum over all tokens so far.</param>
/// <param name="Length">Number of tokens so far, including the last.</param>
public sealed record Hypothesis(Hypothesis? Previous, int Token, double LogProbability, int Length)
{
    /// <summary>Attention weights when the last token was chosen, one per source subword; null unless the search keeps them.</summary>
    public float[]? Attention { get; init; }

    /// <summary>The empty hypothesis that every search starts from.</summary>
    public static Hypothesis Start(int beginOfSentence) => new(null, beginOfSentence, 0, 0);

    /// <summary>Extends this hypothesis by one token.</summary>
    /// <param name="token">The token.</param>
    /// <param name="logProbability">Log-probability of the extended hypothesis.</param>
    /// <param name="attention">Attention weights when the token was chosen, if they are kept.</param>
    public Hypothesis Extend(int token, double logProbability, float[]? attention = null) =>
        new(this, token, logProbability, Length + 1) { Attention = attention };

    /// <summary>Returns all tokens in order, without the beginning of sentence.</summary>
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

/// <summary>A finished translation as ids.</summary>
/// <param name="Tokens">Subwords without beginning and end of sentence.</param>
/// <param name="LogProbability">Sum over all tokens, including the end of sentence.</param>
/// <param name="Score"><paramref name="LogProbability"/> with length and coverage penalty applied; higher is better.</param>
/// <param name="IsComplete">False if the length limit or a lack of allowed tokens ended it instead of an end of sentence.</param>
public sealed record FinishedHypothesis(int[] Tokens, double LogProbability, double Score, bool IsComplete)
{
    /// <summary>Log-probability of each token; the last is that of the end of sentence if <see cref="IsComplete"/>.</summary>
    public IReadOnlyList<double> TokenLogProbabilities { get; init; } = [];

    /// <summary>
    /// For each token, including the end of sentence, the attention weights on the source subwords and the source's end of
    /// sentence; null unless they were requested.
    /// </summary>
    public IReadOnlyList<float[]>? Attention { get; init; }

    /// <summary>Whether it lacks a required phrase: no hypothesis reached them all before the length limit.</summary>
    public bool LacksPhrases { get; init; }

    /// <summary>The tokens joined into text; empty until code that knows the subword model sets it.</summary>
    public string Text { get; init; } = "";

    /// <summary>Words of <see cref="Text"/> that replace unknown ones.</summary>
    public IReadOnlyList<ReplacedWord> ReplacedWords { get; init; } = [];

    /// <summary>The segments that it was joined from; empty if the line was translated as a whole.</summary>
    public IReadOnlyList<SegmentLengths> Segments { get; init; } = [];

    /// <summary>The expected utility by which minimum-Bayes-risk decoding ranked it; null without such decoding.</summary>
    public double? ExpectedUtility { get; init; }

    /// <summary>Finishes a hypothesis and computes its score.</summary>
    /// <param name="hypothesis">The hypothesis, including its end of sentence if it has one.</param>
    /// <param name="isComplete">Whether it ends with an end of sentence.</param>
    /// <param name="options">The penalties, and whether attention is kept.</param>
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

/// <summary>The lengths of a separately translated segment of a line that is too long to translate as a whole.</summary>
/// <param name="Source">Number of source subwords.</param>
/// <param name="Target">Number of subwords in its translation.</param>
/// <param name="IsComplete">False if the translation was truncated.</param>
public sealed record SegmentLengths(int Source, int Target, bool IsComplete);

/// <summary>A word with an unknown subword, and what replaced it in the text.</summary>
/// <param name="Start">Its first token.</param>
/// <param name="End">The token after its last.</param>
/// <param name="Text">The replacement.</param>
public sealed record ReplacedWord(int Start, int End, string Text);
