using Nmt.Search.Beams;

namespace Nmt.Search.Decoding;

/// <summary>Chooses the most probable token at each step: beam search with a beam of one, in fewer operations.</summary>
public sealed class GreedySearch(ITokenScorer scorer, DecodingOptions options) : ISearch
{
    private readonly StepwiseSearch _search = new(scorer, options, width: 1);

    /// <inheritdoc/>
    public IReadOnlyList<IReadOnlyList<FinishedHypothesis>> Search(
        IReadOnlyList<int[]> source, IReadOnlyList<DecodingConstraints>? constraints = null, CancellationToken cancellation = default)
    {
        // A required phrase may never be the most probable choice; only the banks of a beam search enforce it.
        return constraints is not null && constraints.Any(sentence => sentence.Required.Count > 0)
            ? new BeamSearch(scorer, options, beamSize: 1, nBest: 1).Search(source, constraints, cancellation)
            : _search.Search(source, constraints, draw: null, cancellation);
    }
}
