namespace Nmt.Search;

/// <summary>A partial translation: its last token, and a back-pointer to the hypothesis that it goes on from.</summary>
/// <param name="Previous">The hypothesis one token shorter; null at the beginning of the sentence.</param>
/// <param name="Token">The last token.</param>
/// <param name="LogProbability">Sum over all tokens so far.</param>
/// <param name="Length">Tokens so far, the last included.</param>
public sealed record Hypothesis(Hypothesis? Previous, int Token, double LogProbability, int Length)
{
    /// <summary>Attention weights when the last token was chosen, one a source subword; null unless a search keeps them.</summary>
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
        var tokens = new int[Length];
        for (Hypothesis? node = this; node is { Length: > 0 }; node = node.Previous)
        {
            tokens[node.Length - 1] = node.Token;
        }

        return tokens;
    }
}
