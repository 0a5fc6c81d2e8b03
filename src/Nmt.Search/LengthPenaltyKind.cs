namespace Nmt.Search;

/// <summary>What a finished hypothesis's log-probability is divided by; |y| counts its tokens with the end of sentence.</summary>
public enum LengthPenaltyKind
{
    /// <summary>1: raw log-probability.</summary>
    None,

    /// <summary>|y|^α: the average for α = 1.</summary>
    Average,

    /// <summary>((5 + |y|) / 6)^α (Wu et al. 2016, eq. 14).</summary>
    Gnmt,
}
