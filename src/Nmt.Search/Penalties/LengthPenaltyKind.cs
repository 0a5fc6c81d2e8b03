namespace Nmt.Search.Penalties;

/// <summary>How the log-probability of a finished hypothesis becomes its score; |y| counts its tokens with the end of sentence.</summary>
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
