namespace Nmt.Search;

/// <summary>Stops a search whose model no longer gives numbers, before it writes empty lines as if they were translations.</summary>
internal static class FiniteScore
{
    /// <summary>Checks the best of all candidates; NaN sorts before every number.</summary>
    /// <exception cref="InvalidOperationException">It is no finite number.</exception>
    public static void Require(float best)
    {
        if (!float.IsFinite(best))
        {
            throw new InvalidOperationException(
                FormattableString.Invariant($"the best next token has log-probability {best}; the model's weights may be damaged"));
        }
    }
}
