using System.Collections.Concurrent;
using Nmt.Data.Corpora;
using Nmt.Text;
using Nmt.Text.Corpora;
using Nmt.Text.Subwords;

namespace Nmt.Data.Batching;

/// <summary>Reads shards of training pairs; reading a shard again gives the same pairs.</summary>
/// <param name="corpora">The corpora.</param>
/// <param name="encoder">Segments both sides.</param>
/// <param name="options">How to form shards.</param>
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

    /// <summary>Whether all pairs are in memory already, so that the shards of later epochs differ only in their order.</summary>
    public bool HoldsWholeCorpus => _whole is not null;

    /// <summary>Reads a shard. The shards of an epoch are about equal in size.</summary>
    /// <param name="epoch">The epoch.</param>
    /// <param name="start">Where the shard begins.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <exception cref="DataException">When a file cannot be read or has changed since it was scanned.</exception>
    public Shard Read(int epoch, ShardPosition start, CancellationToken cancellation)
    {
        var (corpus, counts, next, drawn) = _whole is { } whole
            ? (whole.Corpus, whole.Counts, start, (int)corpora.Pairs)
            : ReadPairs(epoch, start, cancellation);

        // A single shard without sampling or weights is the same in every epoch except for its order.
        if (HasOneShard && !corpora.IsWeighted && !encoder.IsSampled)
        {
            _whole = (corpus, counts);
        }

        var batches = new TokenBatches(corpus, options.BatchTokens, options.Seed).Epoch(epoch, start.Index);
        return new Shard(epoch, start, next, drawn, corpus, batches, counts);
    }

    /// <summary>Reclaims the memory of a shard that is no longer used.</summary>
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
        var shard = new ShardBuilder(encoder.Vocabularies, options.MaxLength, _free);
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
            // With weights a corpus continues in the next epoch; otherwise a small share of it would always be its beginning.
            : corpora.IsWeighted ? new ShardPosition(0, 0, corpora.Pairs, [.. positions.Select(position => position with { Drawn = 0 })])
            : corpora.Beginning;
    }
}

/// <summary>Pairs that are shuffled together, in batches.</summary>
/// <param name="Epoch">The epoch that they belong to.</param>
/// <param name="Start">Where they begin.</param>
/// <param name="Next">Where the next shard begins: in the next epoch, if this is the last.</param>
/// <param name="Drawn">Number of pairs drawn, including skipped ones.</param>
/// <param name="Corpus">The pairs.</param>
/// <param name="Batches">Indices of the pairs of each batch.</param>
/// <param name="Counts">How many of the pairs drawn are used or skipped.</param>
public sealed record Shard(
    int Epoch, ShardPosition Start, ShardPosition Next, int Drawn, ParallelCorpus Corpus, IReadOnlyList<int[]> Batches, PairCounts Counts)
{
    /// <summary>Whether it is the last of its epoch.</summary>
    public bool EndsEpoch => Next.Index == 0;

    /// <summary>The epoch of the shard after it.</summary>
    public int NextEpoch => EndsEpoch ? Epoch + 1 : Epoch;

    /// <summary>The position after a number of its batches; after all of them it is in the next shard.</summary>
    public BatchPosition PositionAfter(int batches) => batches == Batches.Count
        ? new BatchPosition(NextEpoch, Next, 0, EndsEpoch ? NextEpoch : ProgressAfter(1))
        : new BatchPosition(Epoch, Start, batches, ProgressAfter((double)batches / Batches.Count));

    /// <summary>Epoch progress after a fraction of its batches.</summary>
    private double ProgressAfter(double fraction) => Epoch + ((Start.PairsBefore + (Drawn * fraction)) / Start.Pairs);
}

/// <summary>How to form shards.</summary>
/// <param name="ShuffleBuffer">Maximum number of pairs per shard.</param>
/// <param name="MaxLength">Maximum number of subwords per side, without the end of sentence.</param>
/// <param name="BatchTokens">Maximum padded size of a batch.</param>
/// <param name="Seed">Determines the order of every shard.</param>
public sealed record ShardOptions(int ShuffleBuffer, int MaxLength, int BatchTokens, int Seed);

/// <summary>Statistics of the pairs that were read.</summary>
public sealed record PairCounts
{
    /// <summary>Number of pairs to train on.</summary>
    public long Pairs { get; init; }

    /// <summary>Number of their source ids, including ends of sentences.</summary>
    public long SourceTokens { get; init; }

    /// <summary>Number of their target ids, including ends of sentences.</summary>
    public long TargetTokens { get; init; }

    /// <summary>Number of unknown ids on the source side.</summary>
    public long UnknownSource { get; init; }

    /// <summary>Number of unknown ids on the target side.</summary>
    public long UnknownTarget { get; init; }

    /// <summary>Pairs skipped because a side has no subwords.</summary>
    public SkippedPairs Empty { get; init; }

    /// <summary>Pairs skipped because a side is too long.</summary>
    public SkippedPairs TooLong { get; init; }

    /// <summary>Adds the counts of pairs that were read later.</summary>
    public PairCounts And(PairCounts later) => new()
    {
        Pairs = Pairs + later.Pairs,
        SourceTokens = SourceTokens + later.SourceTokens,
        TargetTokens = TargetTokens + later.TargetTokens,
        UnknownSource = UnknownSource + later.UnknownSource,
        UnknownTarget = UnknownTarget + later.UnknownTarget,
        Empty = Empty + later.Empty,
        TooLong = TooLong + later.TooLong,
    };
}

/// <summary>Collects the pairs of a shard and counts those that it skips.</summary>
internal sealed class ShardBuilder(Sides<Vocabulary> vocabularies, int maxLength, ConcurrentBag<int[]> free)
{
    private readonly ParallelCorpus.Builder _pairs = new(vocabularies.Map(vocabulary => vocabulary.Eos), free);
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
            _unknownSource += source.Count(vocabularies.Source.Unk);
            _unknownTarget += target.Count(vocabularies.Target.Unk);
            _pairs.Add(source, target, pair.Alignment);
        }
    }

    /// <summary>Builds the corpus and the counts of the pairs added.</summary>
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
