namespace Nmt.Search;

/// <summary>Finds the best translations.</summary>
public interface ISearch
{
    /// <summary>Translates a batch.</summary>
    /// <param name="source">Ids of each source sentence, including its end of sentence.</param>
    /// <param name="constraints">Constraints on each translation; null when there are none.</param>
    /// <param name="cancellation">Cancels the search before its next step.</param>
    /// <returns>For each sentence, its best hypotheses, best first; at least one.</returns>
    /// <exception cref="OperationCanceledException">When the search was cancelled.</exception>
    IReadOnlyList<IReadOnlyList<FinishedHypothesis>> Search(
        IReadOnlyList<int[]> source, IReadOnlyList<DecodingConstraints>? constraints = null, CancellationToken cancellation = default);
}
