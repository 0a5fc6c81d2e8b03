namespace Nmt.Search;

/// <summary>Options common to all searches: special tokens, length limits, and how finished hypotheses are ranked.</summary>
/// <param name="Tokens">The special tokens.</param>
/// <param name="Limit">Minimum and maximum length of a translation.</param>
/// <param name="Penalty">Ranks finished hypotheses of different lengths.</param>
public sealed record DecodingOptions(SpecialTokens Tokens, LengthLimit Limit, LengthPenalty Penalty)
{
    /// <summary>Penalizes translations that leave parts of the source untranslated; null for no penalty.</summary>
    public CoveragePenalty? Coverage { get; init; }

    /// <summary>No sequence of this many tokens occurs twice in a translation; 0 allows all.</summary>
    public int NoRepeatNgram { get; init; }

    /// <summary>When a beam search stops.</summary>
    public StoppingRule Stopping { get; init; } = StoppingRule.Beam;

    /// <summary>Groups of a beam that avoid each other's tokens; null for an undivided beam.</summary>
    public DiverseGroups? Diversity { get; init; }

    /// <summary>Whether finished hypotheses include attention weights.</summary>
    public bool KeepsAttention { get; init; }

    /// <summary>Whether a search has to record attention weights.</summary>
    internal bool NeedsAttention => KeepsAttention || Coverage is not null;

    /// <summary>
    /// The maximum length of a sentence's translation: enough for its prefix, required phrases and end of sentence, even if the source
    /// is short, but never above <see cref="LengthLimit.MaxLength"/>.
    /// </summary>
    internal int LimitOf(int sourceLength, DecodingConstraints? constraints) => constraints is null
        ? Limit.Of(sourceLength)
        : Math.Min(Limit.MaxLength, Math.Max(Limit.Of(sourceLength), RoomFor(constraints)));

    /// <summary>The minimum length of a sentence's translation before its end of sentence, which always fits the maximum length.</summary>
    internal int MinimumOf(int sourceLength, DecodingConstraints? constraints) =>
        Math.Min(Limit.MinimumFor(sourceLength), LimitOf(sourceLength, constraints) - 1);

    /// <summary>Tokens for prefix, phrases and end of sentence, and, with banned phrases, one before each phrase to keep them apart.</summary>
    private static int RoomFor(DecodingConstraints constraints) => constraints.Prefix.Count + constraints.Required.Sum(phrase => phrase.Length) + 1
        + (constraints.Banned.Count > 0 ? constraints.Required.Count : 0);
}

/// <summary>The ids with a special meaning in a search.</summary>
/// <param name="BeginOfSentence">First input of the decoder.</param>
/// <param name="EndOfSentence">Ends a hypothesis.</param>
/// <param name="Forbidden">Never part of a translation: padding, beginning of sentence, unknown.</param>
public sealed record SpecialTokens(int BeginOfSentence, int EndOfSentence, IReadOnlyList<int> Forbidden)
{
    /// <summary>Creates the special tokens from reserved ids of a vocabulary; negative ids do not exist in it.</summary>
    /// <param name="beginOfSentence">First input of the decoder.</param>
    /// <param name="endOfSentence">Ends a hypothesis; allowed even if it is also the padding.</param>
    /// <param name="padding">Pads short sentences.</param>
    /// <param name="unknown">The unknown subword if translations may not contain it; null if it is replaced later.</param>
    public static SpecialTokens Create(int beginOfSentence, int endOfSentence, int padding, int? unknown)
    {
        int[] forbidden = [padding, beginOfSentence, unknown ?? -1];
        return new SpecialTokens(
            beginOfSentence, endOfSentence, [.. forbidden.Where(id => id >= 0 && id != endOfSentence).Distinct()]);
    }
}

/// <summary>Division of a beam into groups of equal size (Vijayakumar et al. 2018).</summary>
/// <param name="Count">Number of groups.</param>
/// <param name="Strength">λ: penalty of a token for each hypothesis in an earlier group that chose it in the same step.</param>
public sealed record DiverseGroups(int Count, double Strength);

/// <summary>When the beam search for a sentence stops; the length limit stops it in any case.</summary>
public enum StoppingRule
{
    /// <summary>
    /// When the most probable candidate of a step is an end of sentence and the requested number of hypotheses have finished.
    /// Fast, but misses longer hypotheses that a length penalty might have ranked higher.
    /// </summary>
    First,

    /// <summary>When as many hypotheses have finished as the beam holds, or under the condition of <see cref="Exact"/>.</summary>
    Beam,

    /// <summary>
    /// When no unfinished hypothesis can still enter the n best: its log P can only fall, and at no length up to the limit
    /// would its score exceed that of the n-th best finished one.
    /// </summary>
    Exact,
}
