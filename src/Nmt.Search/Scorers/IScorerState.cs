using static TorchSharp.torch;

namespace Nmt.Search.Scorers;

/// <summary>What a scorer must remember of the hypotheses in a search; immutable.</summary>
/// <remarks>Rows of one sentence lie next to each other, the same number for each sentence.</remarks>
public interface IScorerState
{
    /// <summary>The state of other hypotheses: fewer, more, or in another order.</summary>
    /// <param name="rows">For each new row the old row it goes on from, a row as often as wanted, <c>[new rows]</c>.</param>
    /// <param name="sentences">The sentences that stay, by their old place, <c>[kept]</c>; null where all stay.</param>
    IScorerState Select(Tensor rows, Tensor? sentences);

    /// <summary>All tensors that the state holds; states that follow each other may share some.</summary>
    IEnumerable<Tensor> Tensors { get; }
}
