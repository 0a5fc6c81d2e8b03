namespace Nmt.Search.Decoding;

/// <summary>Stops a search whose model no longer gives numbers, before it writes empty lines as if they were translations.</summary>
internal static class FiniteScore
{
    /// <summary>Checks the best of all candidates; NaN sorts before every number.</summary>
    /// <param name="best">Its log-probability.</param>
    /// <param name="mayBeImpossible">Whether everything may be forbidden, so that minus infinity is no fault of the model.</param>
    /// <exception cref="NonFiniteScoreException">It is no such number.</exception>
    public static void Require(float best, bool mayBeImpossible = false)
    {
        if (!float.IsFinite(best) && !(mayBeImpossible && float.IsNegativeInfinity(best)))
        {
            throw new NonFiniteScoreException(
                FormattableString.Invariant($"the best next token has log-probability {best}; the model's weights may be damaged"));
        }
    }
}
