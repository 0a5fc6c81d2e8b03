using Nmt.Search;

namespace Nmt.Translation.ForcedScoring;

/// <summary>What a model makes of a given translation.</summary>
/// <param name="Pair">The lines.</param>
/// <param name="Pieces">The target's subwords as text, one for each token of <paramref name="Hypothesis"/>.</param>
/// <param name="Hypothesis">Log-probabilities and score; null where both sides are blank.</param>
/// <param name="WasCropped">True where only the first <see cref="SearchConfig.MaxSourceLength"/> subwords of the source were read.</param>
public sealed record ScoredPair(LinePair Pair, IReadOnlyList<string> Pieces, FinishedHypothesis? Hypothesis, bool WasCropped)
{
    /// <summary>Source subwords that were read, without the end of sentence.</summary>
    public IReadOnlyList<int> SourceTokens { get; init; } = [];
}
