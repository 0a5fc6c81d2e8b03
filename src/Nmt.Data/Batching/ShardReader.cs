using System.Collections.Concurrent;
using Nmt.Data.Corpora;
using Nmt.Text;
using Nmt.Text.Corpora;
using Nmt.Text.Subwords;

namespace Nmt.Data.Batching;

/// <summary>Reads shards of training pairs: whenever one is read again, it is the same.</summary>
/// <param name="corpora">The corpora.</param>
/// <param name="encoder">Segments both sides.</param>
/// <param name="options">How shards are made.</param>
public sealed class ShardReader(TrainingCorpora corpora, PairEncoder encoder, ShardOptions options)
{
    private readonly long _shards = 1 + ((corpora.Pairs - 1) / options.ShuffleBuffer);

    // Shards live too long for cheap collection: unless their memory is reused, the heap grows to several times two shards.
    private readonly ConcurrentBag<int[]> _free = [];
    private (ParallelCorpus Corpus, PairCounts Counts)? _whole;

    /// <summary>Where the first epoch begins.</summary>
    public ShardPosition Beginning => corpora.Beginning;

    /// <summary>Whether an epoch is a single shard.</summary>
    public bool HasOneShard => _shards == 1;

    /// <summary>Whether all pairs are in memory already, and shards of further epochs differ only in their order.</summary>
    public bool HoldsWholeCorpus => _whole is not null;

    /// <summary>Reads a shard. The shards of an epoch are about equally large.</summary>
    /// <param name="epoch">The epoch.</param>
    /// <param name="start">Where the shard begins.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <exception cref="DataException">When a file is bad or has changed since it was scanned.</exception>
    public Shard Read(int epoch, ShardPosition start, CancellationToken cancellation)
    {
        var (corpus, counts, next, drawn) = _whole is { } whole
            ? (whole.Corpus, whole.Counts, start, (int)corpora.Pairs)
            : ReadPairs(epoch, start, cancellation);

        // One shard without chance or weights is the same in every epoch, but for its order.
        if (HasOneShard && !corpora.IsWeighted && !encoder.IsSampled)
        {
            _whole = (corpus, counts);
        }

        var batches = new TokenBatches(corpus, options.BatchTokens, options.Seed).Epoch(epoch, start.Index);
        return new Shard(epoch, start, next, drawn, corpus, batches, counts);
    }

    /// <summary>Takes back the memory of a shard that is no longer read.</summary>
    public void Release(Shard shard)
    {
        if (_whole?.Corpus != shard.Corpus)
        {
            shard.Corpus.Release();
        }
    }

    private (ParallelCorpus Corpus, PairCounts Counts, ShardPosition Next, int Drawn) ReadPairs(
        int epoch, ShardPosition start, CancellationToken cancellation)
    {
        using var mixer = new CorpusMixer(corpora.Corpora, start.Corpora);
        var shard = new ShardBuilder(encoder.Vocabulary, options.MaxLength, _free);
        long size = 1 + ((corpora.Pairs - 1) / _shards);
        int drawn = (int)Math.Min(size, corpora.Pairs - start.PairsBefore);
        for (int i = 0; i < drawn; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            var pair = mixer.Draw();
            var (source, target) = encoder.Encode(pair.Source, pair.Target, epoch, start.PairsBefore + i);
            shard.Add(source, target, pair);
        }

        var (corpus, counts) = shard.Build();
        return (corpus, counts, Next(start, drawn, mixer.Positions), drawn);
    }

    private ShardPosition Next(ShardPosition start, int drawn, IReadOnlyList<CorpusPosition> positions)
    {
        long before = start.PairsBefore + drawn;
        return before < corpora.Pairs ? new ShardPosition(start.Index + 1, before, corpora.Pairs, positions)
            // With weights a corpus is read on in the next epoch: a small share of it would always be its beginning.
            : corpora.IsWeighted ? new ShardPosition(0, 0, corpora.Pairs, [.. positions.Select(position => position with { Drawn = 0 })])
            : corpora.Beginning;
    }
}

/// <summary>Pairs that are shuffled together, in batches.</summary>
/// <param name="Epoch">The epoch that they belong to.</param>
/// <param name="Start">Where they begin.</param>
/// <param name="Next">Where the next shard begins: in the next epoch, where this is the last.</param>
/// <param name="Drawn">Pairs drawn, those that were left out included.</param>
/// <param name="Corpus">The pairs.</param>
/// <param name="Batches">Indices of the pairs of each batch.</param>
/// <param name="Counts">What became of the pairs that were drawn.</param>
public sealed record Shard(
    int Epoch, ShardPosition Start, ShardPosition Next, int Drawn, ParallelCorpus Corpus, IReadOnlyList<int[]> Batches, PairCounts Counts)
{
    /// <summary>Whether it is the last of its epoch.</summary>
    public bool EndsEpoch => Next.Index == 0;

    /// <summary>The epoch of the shard after it.</summary>
    public int NextEpoch => EndsEpoch ? Epoch + 1 : Epoch;

    /// <summary>The position after so many of its batches; after all of them it is in the next shard.</summary>
    public BatchPosition PositionAfter(int batches) => batches == Batches.Count
        ? new BatchPosition(NextEpoch, Next, 0, EndsEpoch ? NextEpoch : ProgressAfter(1))
        : new BatchPosition(Epoch, Start, batches, ProgressAfter((double)batches / Batches.Count));

    /// <summary>Epochs finished after a share of its batches.</summary>
    private double ProgressAfter(double share) => Epoch + ((Start.PairsBefore + (Drawn * share)) / Start.Pairs);
}

/// <summary>How shards are made.</summary>
/// <param name="ShuffleBuffer">Pairs of a shard, at most.</param>
/// <param name="MaxLength">Subwords that a side may have, its end not counted.</param>
/// <param name="BatchTokens">Largest padded size of a batch.</param>
/// <param name="Seed">Decides the order of every shard.</param>
public sealed record ShardOptions(int ShuffleBuffer, int MaxLength, int BatchTokens, int Seed);

/// <summary>What became of the pairs that were read.</summary>
public sealed record PairCounts
{
    /// <summary>Pairs that are trained on.</summary>
    public long Pairs { get; init; }

    /// <summary>Their source ids, ends of sentences included.</summary>
    public long SourceTokens { get; init; }

    /// <summary>Their target ids, ends of sentences included.</summary>
    public long TargetTokens { get; init; }

    /// <summary>Unknown ids among the source's.</summary>
    public long UnknownSource { get; init; }

    /// <summary>Unknown ids among the target's.</summary>
    public long UnknownTarget { get; init; }

    /// <summary>Pairs left out because a side has no subwords.</summary>
    public SkippedPairs Empty { get; init; }

    /// <summary>Pairs left out because a side is too long.</summary>
    public SkippedPairs TooLong { get; init; }

    /// <summary>These and those that were read after them.</summary>
    public PairCounts And(PairCounts then) => new()
    {
        Pairs = Pairs + then.Pairs,
        SourceTokens = SourceTokens + then.SourceTokens,
        TargetTokens = TargetTokens + then.TargetTokens,
        UnknownSource = UnknownSource + then.UnknownSource,
        UnknownTarget = UnknownTarget + then.UnknownTarget,
        Empty = Empty + then.Empty,
        TooLong = TooLong + then.TooLong,
    };
}

/// <summary>Collects the pairs of a shard and counts those that it leaves out.</summary>
internal sealed class ShardBuilder(Vocabulary vocabulary, int maxLength, ConcurrentBag<int[]> free)
{
    private readonly ParallelCorpus.Builder _pairs = new(vocabulary.Eos, free);
    private SkippedPairs _empty;
    private SkippedPairs _tooLong;
    private long _unknownSource;
    private long _unknownTarget;

    /// <summary>Adds a pair, unless a side is empty or too long.</summary>
    public void Add(ReadOnlySpan<int> source, ReadOnlySpan<int> target, TrainingPair pair)
    {
        if (source.IsEmpty || target.IsEmpty)
        {
            _empty = _empty.Add(pair.File, pair.Line);
        }
        else if (source.Length > maxLength || target.Length > maxLength)
        {
            _tooLong = _tooLong.Add(pair.File, pair.Line);
        }
        else
        {
            _unknownSource += source.Count(vocabulary.Unk);
            _unknownTarget += target.Count(vocabulary.Unk);
            _pairs.Add(source, target, pair.Alignment);
        }
    }

    /// <summary>The pairs, and what became of those that were added.</summary>
    public (ParallelCorpus Corpus, PairCounts Counts) Build()
    {
        var corpus = _pairs.Build();
        return (corpus, new PairCounts
        {
            Pairs = corpus.Count,
            SourceTokens = corpus.SourceTokens,
            TargetTokens = corpus.TargetTokens,
            UnknownSource = _unknownSource,
            UnknownTarget = _unknownTarget,
            Empty = _empty,
            TooLong = _tooLong,
        });
    }
}
