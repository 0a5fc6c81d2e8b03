using Nmt.Data.Batching;
using Nmt.Text.Lines;

namespace Nmt.Data.Streaming;

/// <summary>Pairs that were shuffled together, cut into batches.</summary>
/// <param name="Epoch">The epoch that they belong to.</param>
/// <param name="Start">Where they begin.</param>
/// <param name="Next">Where the next block begins: in the next epoch, if this is the last one.</param>
/// <param name="Drawn">Pairs drawn, those that were left out included.</param>
/// <param name="Corpus">The pairs.</param>
/// <param name="Batches">Indices of the pairs of each batch.</param>
/// <param name="Counts">What became of the pairs that were drawn.</param>
public sealed record TrainingBlock(
    int Epoch, BlockPosition Start, BlockPosition Next, int Drawn, ParallelCorpus Corpus, IReadOnlyList<int[]> Batches, PairCounts Counts)
{
    /// <summary>Whether the epoch is done with it.</summary>
    public bool EndsEpoch => Next.Block == 0;

    /// <summary>The epoch of the block after it.</summary>
    public int NextEpoch => EndsEpoch ? Epoch + 1 : Epoch;
}
