namespace Nmt.Search.Scorers;

/// <summary>How an ensemble makes one distribution of its members'.</summary>
public enum EnsembleKind
{
    /// <summary>The normalized geometric mean: log P(y) = mean of log P_k(y), minus the logarithm of their sum over all y.</summary>
    LogLinear,

    /// <summary>The arithmetic mean: log P(y) = log of the mean of P_k(y).</summary>
    Linear,
}
