using Nmt.Cpu.Kernels;
using Nmt.Cpu.Weights;

namespace Nmt.Cpu;

/// <summary>An encoder-decoder of any architecture, without its output layer.</summary>
internal interface IModel
{
    /// <summary>Encodes sentences.</summary>
    /// <param name="source">Ids of each sentence, including its end of sentence.</param>
    /// <param name="workers">The threads to compute with.</param>
    /// <param name="log">Keeps the attention weights of a single sentence; null keeps none.</param>
    /// <returns>The state before the first target subword, a row per sentence.</returns>
    IModelState Start(IReadOnlyList<int[]> source, Workers workers, WeightLog? log);
}

/// <summary>The hypotheses of one search in one model. Not for several threads at once.</summary>
internal interface IModelState
{
    /// <summary>Advances all rows by a subword.</summary>
    /// <param name="lastTokens">The last subword of each row.</param>
    /// <returns>What the output layer reads, <c>[rows, size]</c>; valid until the next call.</returns>
    View Step(int[] lastTokens);

    /// <summary>
    /// The attention of the last step, <c>[rows, longest source]</c>, 0 beyond each row's sentence; null without attention. Valid until the
    /// next step.
    /// </summary>
    ConstantView? Attention { get; }

    /// <summary>Selects the rows to continue with.</summary>
    /// <param name="rows">For each new row, the old one.</param>
    /// <param name="groups">For each sentence that remains, its old number.</param>
    void Select(int[] rows, int[] groups);
}

/// <summary>The embedding tables; the same object twice if they are tied.</summary>
/// <param name="Source">Of source subwords, <c>[vocab, size]</c>.</param>
/// <param name="Target">Of target subwords, <c>[vocab, size]</c>.</param>
internal sealed record Embeddings(WeightMatrix Source, WeightMatrix Target);
