namespace Nmt.Search.Beams;

/// <summary>When a sentence's beam search is over; the length limit ends it in any case.</summary>
public enum StoppingRule
{
    /// <summary>
    /// When the most probable candidate of a step ends the sentence and the n best asked for have ended. Quick, and leaves
    /// out longer hypotheses that a length penalty might have ranked higher.
    /// </summary>
    First,

    /// <summary>When as many hypotheses have ended as the beam holds, or as in <see cref="Exact"/>.</summary>
    Beam,

    /// <summary>
    /// When no unfinished hypothesis can still enter the n best: log P ≤ what it is now, and no length up to the limit gives
    /// it a score above the n-th best finished one.
    /// </summary>
    Exact,
}
