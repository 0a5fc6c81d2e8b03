namespace Nmt.Search;

/// <summary>What applies to every kind of search: which tokens, how long, how finished hypotheses are ranked.</summary>
/// <param name="Tokens">The ids that mean something.</param>
/// <param name="Limit">Shortest and longest translation.</param>
/// <param name="Penalty">Ranks finished hypotheses of different lengths.</param>
public sealed record DecodingOptions(SpecialTokens Tokens, LengthLimit Limit, LengthPenalty Penalty)
{
    /// <summary>Lowers the rank of translations that leave parts of the source untranslated; null for no such penalty.</summary>
    public CoveragePenalty? Coverage { get; init; }

    /// <summary>No sequence of this many tokens occurs twice in a translation; 0 allows all.</summary>
    public int NoRepeatNgram { get; init; }

    /// <summary>When a beam search stops.</summary>
    public StoppingRule Stopping { get; init; } = StoppingRule.Beam;

    /// <summary>Groups of a beam that avoid each other's tokens; null for one beam.</summary>
    public DiverseGroups? Diversity { get; init; }

    /// <summary>Whether finished hypotheses come with the attention of their tokens.</summary>
    public bool KeepsAttention { get; init; }

    /// <summary>Whether a search has to keep track of attention.</summary>
    internal bool NeedsAttention => KeepsAttention || Coverage is not null;

    /// <summary>The longest translation of a sentence; its constraints always fit, with the end of sentence.</summary>
    internal int LimitOf(int sourceLength, DecodingConstraints? constraints) => constraints is null
        ? Limit.Of(sourceLength)
        : Math.Max(Limit.Of(sourceLength), constraints.Prefix.Count + constraints.Required.Sum(phrase => phrase.Length) + 1);
}

/// <summary>The ids that mean something to a search.</summary>
/// <param name="BeginOfSentence">First input of the decoder.</param>
/// <param name="EndOfSentence">Ends a hypothesis.</param>
/// <param name="Forbidden">Never part of a translation: padding, beginning of sentence, unknown.</param>
public sealed record SpecialTokens(int BeginOfSentence, int EndOfSentence, IReadOnlyList<int> Forbidden)
{
    /// <summary>The reserved ids of a vocabulary; negative ones do not exist.</summary>
    /// <param name="beginOfSentence">First input of the decoder.</param>
    /// <param name="endOfSentence">Ends a hypothesis; allowed even where it is the padding too.</param>
    /// <param name="padding">Fills up short sentences.</param>
    /// <param name="unknown">The unknown subword, where a translation may not contain it; null where it is replaced later.</param>
    public static SpecialTokens Create(int beginOfSentence, int endOfSentence, int padding, int? unknown)
    {
        int[] forbidden = [padding, beginOfSentence, unknown ?? -1];
        return new SpecialTokens(
            beginOfSentence, endOfSentence, [.. forbidden.Where(id => id >= 0 && id != endOfSentence).Distinct()]);
    }
}

/// <summary>A beam in groups of the same size (Vijayakumar et al. 2018).</summary>
/// <param name="Count">Groups.</param>
/// <param name="Strength">λ: what a token costs for each hypothesis of earlier groups that took it in the same step.</param>
public sealed record DiverseGroups(int Count, double Strength);

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
