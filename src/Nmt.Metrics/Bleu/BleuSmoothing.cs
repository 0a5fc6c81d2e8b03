namespace Nmt.Metrics;

/// <summary>What BLEU does with an order that has no match (Chen and Cherry 2014).</summary>
public enum BleuSmoothing
{
    /// <summary><c>exp</c>: halves an assumed single match at each further order without one (NIST, their method 3).</summary>
    Exponential,

    /// <summary><c>floor</c>: assumes a small number of matches (their method 1).</summary>
    Floor,

    /// <summary><c>add-k</c>: adds a number to matches and totals of all orders above one (their method 2).</summary>
    AddK,

    /// <summary><c>none</c>: an order without a match makes the score 0.</summary>
    None,
}
