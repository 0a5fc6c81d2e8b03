namespace Nmt.Search.Beams;

/// <summary>One way to go on: a hypothesis of a beam and a token.</summary>
/// <param name="Parent">The hypothesis's row within its beam.</param>
/// <param name="Token">The token.</param>
/// <param name="Total">Log-probability of the hypothesis with the token; minus infinity where a row only fills the beam up.</param>
internal readonly record struct Candidate(int Parent, int Token, float Total)
{
    public static Candidate Impossible => new(0, 0, float.NegativeInfinity);
}
