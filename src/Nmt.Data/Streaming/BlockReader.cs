using System.Collections.Concurrent;
using Nmt.Data.Batching;
using Nmt.Text;
using Nmt.Text.Lines;

namespace Nmt.Data.Streaming;

/// <summary>Reads blocks of training pairs: the same ones whenever they are asked for again.</summary>
/// <param name="corpora">The corpora.</param>
/// <param name="encoder">Segments both sides.</param>
/// <param name="options">How blocks are made.</param>
public sealed class BlockReader(TrainingCorpora corpora, LineEncoder encoder, BlockOptions options)
{
    private readonly long _blocks = 1 + ((corpora.Pairs - 1) / options.ShuffleBuffer);

    // Blocks live too long for cheap collection: without their memory being used again, the heap would grow to several times two blocks.
    private readonly ConcurrentBag<int[]> _free = [];
    private (ParallelCorpus Corpus, PairCounts Counts)? _whole;

    /// <summary>Where the first epoch begins.</summary>
    public BlockPosition Beginning => corpora.Beginning;

    /// <summary>Whether an epoch is a single block.</summary>
    public bool HasOneBlock => _blocks == 1;

    /// <summary>Whether all pairs are in memory already, and blocks of further epochs differ in their order only.</summary>
    public bool HoldsAll => _whole is not null;

    /// <summary>Reads a block. Blocks of an epoch are about equally large.</summary>
    /// <param name="epoch">The epoch.</param>
    /// <param name="start">Where the block begins.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <exception cref="DataException">When a file is bad or has changed since it was counted.</exception>
    public TrainingBlock Read(int epoch, BlockPosition start, CancellationToken cancellation)
    {
        var (corpus, counts, next, drawn) = _whole is { } whole
            ? (whole.Corpus, whole.Counts, start, (int)corpora.Pairs)
            : ReadPairs(epoch, start, cancellation);

        // One block without chance or weights is the same in every epoch, but for its order.
        if (HasOneBlock && !corpora.AreWeighted && !encoder.Samples)
        {
            _whole = (corpus, counts);
        }

        var batches = new TokenBatches(corpus, options.BatchTokens, options.Seed).Epoch(epoch, start.Block);
        return new TrainingBlock(epoch, start, next, drawn, corpus, batches, counts);
    }

    /// <summary>Takes the memory of a block back that nobody reads any more.</summary>
    public void Release(TrainingBlock block)
    {
        if (_whole?.Corpus != block.Corpus)
        {
            block.Corpus.Release();
        }
    }

    private (ParallelCorpus Corpus, PairCounts Counts, BlockPosition Next, int Drawn) ReadPairs(
        int epoch, BlockPosition start, CancellationToken cancellation)
    {
        using var mixer = new CorpusMixer(corpora.Corpora, start.Corpora);
        var block = new BlockBuilder(encoder.Vocabulary, options.MaxLength, _free);
        var size = 1 + ((corpora.Pairs - 1) / _blocks);
        var drawn = (int)Math.Min(size, corpora.Pairs - start.PairsBefore);
        for (var i = 0; i < drawn; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            var pair = mixer.Draw();
            var (source, target) = encoder.Encode(pair.Source, pair.Target, epoch, start.PairsBefore + i);
            block.Add(source, target, pair);
        }

        var (corpus, counts) = block.Build();
        return (corpus, counts, Next(start, drawn, mixer.Positions), drawn);
    }

    private BlockPosition Next(BlockPosition start, int drawn, IReadOnlyList<CorpusPosition> positions)
    {
        var before = start.PairsBefore + drawn;
        return before < corpora.Pairs ? new BlockPosition(start.Block + 1, before, corpora.Pairs, positions)
            // With weights a corpus is read on in the next epoch: a small share of it would always be its beginning.
            : corpora.AreWeighted ? new BlockPosition(0, 0, corpora.Pairs, [.. positions.Select(position => position with { Drawn = 0 })])
            : corpora.Beginning;
    }
}
