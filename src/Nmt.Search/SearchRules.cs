using Nmt.Search.Beams;
using Nmt.Search.Penalties;

namespace Nmt.Search;

/// <summary>What all kinds of search keep to: which tokens, how long, how finished hypotheses are ranked.</summary>
/// <param name="Tokens">The ids that mean something.</param>
/// <param name="Limit">Shortest and longest translation.</param>
/// <param name="Penalty">Ranks finished hypotheses of different lengths.</param>
public sealed record SearchRules(SearchTokens Tokens, LengthLimit Limit, LengthPenalty Penalty)
{
    /// <summary>Ranks down what leaves parts of the source unread; null for no such penalty.</summary>
    public CoveragePenalty? Coverage { get; init; }

    /// <summary>No sequence of this many tokens occurs twice in a translation; 0 allows all.</summary>
    public int NoRepeatNgram { get; init; }

    /// <summary>When a beam search is over.</summary>
    public StoppingRule Stopping { get; init; } = StoppingRule.Beam;

    /// <summary>Groups of a beam that keep away from each other; null for one beam.</summary>
    public DiverseGroups? Diversity { get; init; }

    /// <summary>Whether finished hypotheses come with the attention of their tokens.</summary>
    public bool KeepsAttention { get; init; }

    /// <summary>Whether a search has to keep track of attention.</summary>
    internal bool NeedsAttention => KeepsAttention || Coverage is not null;

    /// <summary>The longest translation of a sentence; what is asked of it always fits, with its end.</summary>
    internal int LimitOf(int sourceLength, SentenceGuidance? guidance) => guidance is null
        ? Limit.Of(sourceLength)
        : Math.Max(Limit.Of(sourceLength), guidance.Prefix.Count + guidance.Required.Sum(phrase => phrase.Length) + 1);
}
