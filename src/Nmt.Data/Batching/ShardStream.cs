using Nmt.Text;
using Nmt.Text.Corpora;

namespace Nmt.Data.Batching;

/// <summary>Batches shard after shard; while training is in one shard, the next is read in the background: two are in memory.</summary>
/// <param name="reader">Reads the shards.</param>
/// <param name="pad">The id that fills short sentences.</param>
public sealed class ShardStream(ShardReader reader, int pad) : IBatchStream
{
    private readonly CancellationTokenSource _end = new();
    private Shard? _current;
    private (int Epoch, ShardPosition Start, Task<Shard> Shard)? _ahead;

    /// <summary>The number of this process, from 0.</summary>
    public int Rank { get; init; }

    /// <summary>Processes that share the batches.</summary>
    public int Processes { get; init; } = 1;

    /// <summary>Called with every shard that training comes to.</summary>
    public Action<Shard>? ShardStarted { get; init; }

    /// <inheritdoc/>
    public void Prepare(BatchPosition position, CancellationToken cancellation)
    {
        // A position in the data means nothing in other data.
        long pairs = reader.Beginning.Pairs;
        if (position.Shard is { } shard && shard.Pairs != pairs)
        {
            throw new DataException(
                $"the training corpora have {pairs} pairs and had {shard.Pairs} when the run's checkpoint was written: a run goes on only with the same data");
        }

        Await(position.Epoch, StartOf(position), cancellation);
    }

    /// <inheritdoc/>
    public StreamedBatches Read(BatchPosition position, int perProcess, CancellationToken cancellation)
    {
        var shard = Take(position.Epoch, StartOf(position), cancellation);
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
        AwaitEnd();
        _end.Dispose();
    }

    private ShardPosition StartOf(BatchPosition position) => position.Shard ?? reader.Beginning;

    /// <summary>The shard that begins at a position; where it is another than before, the one after it is begun, and the memory of the one before is reused.</summary>
    private Shard Take(int epoch, ShardPosition start, CancellationToken cancellation)
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
        // What is in memory is put in order when its turn comes.
        _ahead = reader.HoldsWholeCorpus ? null : Begin(shard.NextEpoch, shard.Next);
        ShardStarted?.Invoke(shard);
        return shard;
    }

    private Shard Await(int epoch, ShardPosition start, CancellationToken cancellation)
    {
        // A shard that is there already would be returned in spite of it.
        cancellation.ThrowIfCancellationRequested();
        // In the order of training the shard has been begun already.
        if (_ahead is not { } ahead || ahead.Epoch != epoch || ahead.Start != start)
        {
            AwaitEnd();
            _ahead = ahead = Begin(epoch, start);
        }

        return ahead.Shard.WaitAsync(cancellation).GetAwaiter().GetResult();
    }

    // What is in memory needs no thread of its own; every new thread may leave megabytes behind in malloc.
    private (int Epoch, ShardPosition Start, Task<Shard> Shard) Begin(int epoch, ShardPosition start) => (epoch, start,
        reader.HoldsWholeCorpus ? Task.FromResult(reader.Read(epoch, start, _end.Token)) : Task.Run(() => reader.Read(epoch, start, _end.Token), _end.Token));

    /// <summary>Waits until nothing is read any more; how a shard that nobody needs ended does not matter.</summary>
    private void AwaitEnd()
    {
        if (_ahead is { } ahead)
        {
            Task.WhenAny(ahead.Shard).Wait();
            _ahead = null;
        }
    }
}
