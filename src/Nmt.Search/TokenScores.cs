namespace Nmt.Search;

/// <summary>What a scorer returns for one step.</summary>
/// <param name="TokensPerRow">Number of tokens per row: as many as requested, or the whole vocabulary if that is smaller.</param>
/// <param name="Tokens">The most probable tokens of each row, best first, or the sampled one, <c>[rows * TokensPerRow]</c>.</param>
/// <param name="LogProbabilities">Their log-probabilities under the model; minus infinity where no further token is allowed.</param>
public sealed record TokenScores(int TokensPerRow, int[] Tokens, float[] LogProbabilities)
{
    /// <summary>Log-probabilities of <see cref="StepRequest.Requested"/>, in that order.</summary>
    public float[] Requested { get; init; } = [];

    /// <summary>
    /// Attention weights on the source positions in this step, <c>[rows * srcLen]</c>; null if they were not requested or the
    /// model has none.
    /// </summary>
    public float[]? Attention { get; init; }

    /// <summary>Number of source positions per row of <see cref="Attention"/>, including padding.</summary>
    public int AttentionWidth { get; init; }

    /// <summary>Attention weights of a row, without padding.</summary>
    /// <exception cref="MissingAttentionException">When there are no attention weights.</exception>
    internal float[] AttentionOf(int row, int sourceLength) => Attention is null
        ? throw new MissingAttentionException(
            "the model has no attention, which alignments, coverage penalty and replacement of unknown words need")
        : Attention.AsSpan(row * AttentionWidth, sourceLength).ToArray();
}

/// <summary>Thrown when something is asked for that only a model with attention has.</summary>
public sealed class MissingAttentionException(string message) : Exception(message);

/// <summary>Thrown when a model's scores are NaN or infinite: its weights are damaged or its training has diverged.</summary>
public sealed class NonFiniteScoreException(string message) : Exception(message)
{
    /// <summary>Throws before a search returns empty lines as if they were translations.</summary>
    /// <param name="best">Log-probability of the best next token; NaN ranks above all numbers.</param>
    /// <param name="mayBeImpossible">Whether all tokens may be forbidden, so that minus infinity is not an error.</param>
    internal static void ThrowIfNotFinite(float best, bool mayBeImpossible)
    {
        if (!float.IsFinite(best) && !(mayBeImpossible && float.IsNegativeInfinity(best)))
        {
            throw new NonFiniteScoreException(
                FormattableString.Invariant($"the best next token has log-probability {best}; the model's weights may be damaged"));
        }
    }
}
