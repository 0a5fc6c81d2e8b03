namespace Nmt.Search;

/// <summary>
/// Ranks finished hypotheses of different lengths: <c>score = log P(y|x) / lp(y)</c>, where lp(y) is 1,
/// |y|^α, or ((5 + |y|) / (5 + 1))^α (Wu et al. 2016, eq. 14), or <c>log P(y|x) + α |y|</c> (He et al. 2016, word reward);
/// |y| counts the end of sentence too.
/// </summary>
/// <param name="kind">Which of the four formulas.</param>
/// <param name="alpha">The α: an exponent, or the reward per token.</param>
public sealed class LengthPenalty(LengthPenaltyKind kind, double alpha)
{
    /// <summary>The constant 5 of Wu et al. 2016, eq. 14.</summary>
    private const double GnmtOffset = 5;

    /// <summary>Computes the score; higher is better.</summary>
    /// <param name="logProbability">Sum over all tokens.</param>
    /// <param name="length">Number of tokens, including the end of sentence; at least 1.</param>
    public double Normalize(double logProbability, int length) => kind switch
    {
        LengthPenaltyKind.None => logProbability,
        LengthPenaltyKind.Average => logProbability / Math.Pow(length, alpha),
        LengthPenaltyKind.Gnmt => logProbability / Math.Pow((GnmtOffset + length) / (GnmtOffset + 1), alpha),
        LengthPenaltyKind.Reward => logProbability + (alpha * length),
        var other => throw new InvalidOperationException($"unknown length penalty {other}"),
    };
}

/// <summary>How the score of a finished hypothesis is computed from its log-probability; |y| counts the end of sentence.</summary>
public enum LengthPenaltyKind
{
    /// <summary>Raw log-probability.</summary>
    None,

    /// <summary>Divided by |y|^α: the average for α = 1.</summary>
    Average,

    /// <summary>Divided by ((5 + |y|) / 6)^α (Wu et al. 2016, eq. 14).</summary>
    Gnmt,

    /// <summary>α |y| is added: a reward for each token (He et al. 2016; γ in Murray and Chiang 2018).</summary>
    Reward,
}
