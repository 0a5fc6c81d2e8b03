namespace Nmt.Search;

/// <summary>What a scorer returns for one step.</summary>
/// <param name="TokensPerRow">Tokens of each row: as many as requested, or fewer where the vocabulary is smaller.</param>
/// <param name="Tokens">The most probable tokens of each row, best first, or the one that was drawn, <c>[rows * TokensPerRow]</c>.</param>
/// <param name="LogProbabilities">Their log-probabilities by the model; minus infinity where nothing else is allowed.</param>
public sealed record TokenScores(int TokensPerRow, int[] Tokens, float[] LogProbabilities)
{
    /// <summary>Log-probabilities of <see cref="StepRequest.Requested"/>, in that order.</summary>
    public float[] Requested { get; init; } = [];

    /// <summary>
    /// Weights of the source positions in this step, <c>[rows * srcLen]</c>; null where they were not requested or the model
    /// has none.
    /// </summary>
    public float[]? Attention { get; init; }

    /// <summary>Source positions of each row of <see cref="Attention"/>, padding included.</summary>
    public int AttentionWidth { get; init; }

    /// <summary>Attention weights of a row, without padding.</summary>
    /// <exception cref="InvalidOperationException">When the model has none.</exception>
    internal float[] AttentionOf(int row, int sourceLength) => Attention is null
        ? throw new InvalidOperationException(
            "this model gives no attention weights: no coverage penalty, alignment or replacement of unknown words")
        : Attention.AsSpan(row * AttentionWidth, sourceLength).ToArray();
}

/// <summary>A model's scores are NaN or infinite: its weights are damaged or its training has diverged.</summary>
public sealed class NonFiniteScoreException(string message) : Exception(message)
{
    /// <summary>Stops a search before it returns empty lines as if they were translations.</summary>
    /// <param name="best">Log-probability of the best next token; NaN sorts before all numbers.</param>
    /// <param name="mayBeImpossible">Whether everything may be forbidden, so that minus infinity is no fault of the model.</param>
    internal static void ThrowIfNotFinite(float best, bool mayBeImpossible)
    {
        if (!float.IsFinite(best) && !(mayBeImpossible && float.IsNegativeInfinity(best)))
        {
            throw new NonFiniteScoreException(
                FormattableString.Invariant($"the best next token has log-probability {best}; the model's weights may be damaged"));
        }
    }
}
