using Nmt.Search.Beams;
using Nmt.Search.Scorers;
using Nmt.Text.Subwords;

namespace Nmt.Search.Decoding;

/// <summary>Takes the most probable token at each step: beam search with a beam of one, in fewer operations.</summary>
public sealed class GreedySearch(IScorer scorer, SearchRules rules) : ISearch
{
    private readonly RowSearch _search = new(scorer, rules, width: 1);

    /// <inheritdoc/>
    public IReadOnlyList<IReadOnlyList<FinishedHypothesis>> Search(
        PaddedIds source, IReadOnlyList<SentenceGuidance>? guidance = null)
    {
        // What is required may be less probable than something else at every step; only a beam's banks bring it in.
        return guidance is not null && guidance.Any(sentence => sentence.Required.Count > 0)
            ? new BeamSearch(scorer, rules, beamSize: 1, nBest: 1).Search(source, guidance)
            : _search.Search(source, guidance, new MostProbableToken());
    }
}
