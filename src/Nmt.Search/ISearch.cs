using Nmt.Text.Subwords;

namespace Nmt.Search;

/// <summary>Looks for the best translations.</summary>
public interface ISearch
{
    /// <summary>Translates a batch.</summary>
    /// <param name="source">Source sentences with their ends.</param>
    /// <param name="guidance">What is asked of each sentence beyond its source; null when nothing is asked of any.</param>
    /// <returns>For each sentence its best hypotheses, best first; at least one.</returns>
    IReadOnlyList<IReadOnlyList<FinishedHypothesis>> Search(PaddedIds source, IReadOnlyList<SentenceGuidance>? guidance = null);
}
