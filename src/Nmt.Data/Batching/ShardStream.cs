using Nmt.Text;
using Nmt.Text.Corpora;

namespace Nmt.Data.Batching;

/// <summary>Streams batches shard by shard; while training uses one shard, the next is read in the background: two are in memory.</summary>
/// <param name="reader">Reads the shards.</param>
/// <param name="pad">The id that pads short sentences, per side.</param>
public sealed class ShardStream(ShardReader reader, Sides<int> pad) : IBatchStream
{
    private readonly CancellationTokenSource _end = new();
    private Shard? _current;
    private (int Epoch, ShardPosition Start, Task<Shard> Shard)? _ahead;

    /// <summary>Rank of this process, from 0.</summary>
    public int Rank { get; init; }

    /// <summary>Number of processes that share the batches.</summary>
    public int Processes { get; init; } = 1;

    /// <summary>Called with every shard that training starts.</summary>
    public Action<Shard>? ShardStarted { get; init; }

    /// <inheritdoc/>
    public void Prepare(BatchPosition position, CancellationToken cancellation)
    {
        // A position is meaningless in different data.
        long pairs = reader.Beginning.Pairs;
        if (position.Shard is { } shard && shard.Pairs != pairs)
        {
            throw new DataException(
                $"the training corpora have {pairs} pairs, but had {shard.Pairs} when the run's checkpoint was written: "
                + "a run resumes only with the same data");
        }

        Await(position.Epoch, StartOf(position), cancellation);
    }

    /// <inheritdoc/>
    public StreamedBatches Read(BatchPosition position, int perProcess, CancellationToken cancellation)
    {
        var shard = GetShard(position.Epoch, StartOf(position), cancellation);
        int end = Math.Min(position.Batch + (perProcess * Processes), shard.Batches.Count);
        var own = new List<Batch>(perProcess);
        for (int batch = position.Batch + Rank; batch < end; batch += Processes)
        {
            own.Add(shard.Corpus.Batch(shard.Batches[batch], pad));
        }

        return new StreamedBatches(own, end - position.Batch, shard.PositionAfter(end));
    }

    /// <inheritdoc/>
    public double UpdatesPerEpoch(int perProcess) => _current is not { } shard ? double.NaN
        : Math.Ceiling((double)shard.Batches.Count / (perProcess * Processes)) * ((double)shard.Start.Pairs / shard.Drawn);

    /// <summary>Stops reading.</summary>
    public void Dispose()
    {
        _end.Cancel();
        AwaitReadAhead();
        _end.Dispose();
    }

    private ShardPosition StartOf(BatchPosition position) => position.Shard ?? reader.Beginning;

    /// <summary>Returns the shard at a position. If it is a new one, reuses the memory of the previous one and starts reading the next.</summary>
    private Shard GetShard(int epoch, ShardPosition start, CancellationToken cancellation)
    {
        if (_current is { } current && current.Epoch == epoch && current.Start == start)
        {
            return current;
        }

        var shard = Await(epoch, start, cancellation);
        if (_current is not null)
        {
            reader.Release(_current);
        }

        _current = shard;
        // A corpus in memory is only reordered, when its turn comes.
        _ahead = reader.HoldsWholeCorpus ? null : StartReading(shard.NextEpoch, shard.Next);
        ShardStarted?.Invoke(shard);
        return shard;
    }

    private Shard Await(int epoch, ShardPosition start, CancellationToken cancellation)
    {
        // WaitAsync returns a finished shard despite a cancellation.
        cancellation.ThrowIfCancellationRequested();
        // In training order, reading this shard has already started.
        if (_ahead is not { } ahead || ahead.Epoch != epoch || ahead.Start != start)
        {
            AwaitReadAhead();
            _ahead = ahead = StartReading(epoch, start);
        }

        return ahead.Shard.WaitAsync(cancellation).GetAwaiter().GetResult();
    }

    // A corpus in memory needs no thread of its own; every new thread may leave megabytes behind in malloc.
    private (int Epoch, ShardPosition Start, Task<Shard> Shard) StartReading(int epoch, ShardPosition start) => (epoch, start,
        reader.HoldsWholeCorpus ? Task.FromResult(reader.Read(epoch, start, _end.Token)) : Task.Run(() => reader.Read(epoch, start, _end.Token), _end.Token));

    /// <summary>Waits until background reading ends; the outcome of an unneeded shard does not matter.</summary>
    private void AwaitReadAhead()
    {
        if (_ahead is { } ahead)
        {
            Task.WhenAny(ahead.Shard).Wait();
            _ahead = null;
        }
    }
}
