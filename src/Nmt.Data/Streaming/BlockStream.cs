using Nmt.Text;
using Nmt.Text.Lines;

namespace Nmt.Data.Streaming;

/// <summary>Hands out blocks; while one is trained on, the next one is read in the background, so that two are in memory.</summary>
/// <param name="reader">Reads them.</param>
public sealed class BlockStream(BlockReader reader) : IDisposable
{
    private readonly CancellationTokenSource _end = new();
    private TrainingBlock? _taken;
    private (int Epoch, BlockPosition Start, Task<TrainingBlock> Block)? _ahead;

    /// <summary>Where the first epoch begins.</summary>
    public BlockPosition Beginning => reader.Beginning;

    /// <summary>Reads the block that will be taken first, so that what is wrong with it is known before training.</summary>
    /// <param name="epoch">The epoch.</param>
    /// <param name="start">Where the block begins.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="DataException">When a file is bad or has changed since it was counted.</exception>
    public void Prepare(int epoch, BlockPosition start, CancellationToken cancellation) => Await(epoch, start, cancellation);

    /// <summary>Takes a block, and begins to read the one after it; the block that was taken before must not be read any more.</summary>
    /// <param name="epoch">The epoch.</param>
    /// <param name="start">Where the block begins.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="DataException">When a file is bad or has changed since it was counted.</exception>
    public TrainingBlock Take(int epoch, BlockPosition start, CancellationToken cancellation)
    {
        var block = Await(epoch, start, cancellation);
        if (_taken is not null)
        {
            reader.Release(_taken);
        }

        _taken = block;
        // What is in memory is put in order when its turn comes.
        _ahead = reader.HoldsAll ? null : Begin(block.NextEpoch, block.Next);
        return block;
    }

    private TrainingBlock Await(int epoch, BlockPosition start, CancellationToken cancellation)
    {
        // A block that is there already would be given out in spite of it.
        cancellation.ThrowIfCancellationRequested();
        // In the order of training the block has been begun already.
        if (_ahead is not { } ahead || ahead.Epoch != epoch || ahead.Start != start)
        {
            AwaitEnd();
            _ahead = ahead = Begin(epoch, start);
        }

        return ahead.Block.WaitAsync(cancellation).GetAwaiter().GetResult();
    }

    // What is in memory needs no thread of its own; every new thread may leave megabytes behind in malloc.
    private (int Epoch, BlockPosition Start, Task<TrainingBlock> Block) Begin(int epoch, BlockPosition start) => (epoch, start,
        reader.HoldsAll ? Task.FromResult(reader.Read(epoch, start, _end.Token)) : Task.Run(() => reader.Read(epoch, start, _end.Token), _end.Token));

    /// <summary>Stops reading.</summary>
    public void Dispose()
    {
        _end.Cancel();
        AwaitEnd();
        _end.Dispose();
    }

    /// <summary>Waits until nothing is read any more; what became of a block that nobody wants does not matter.</summary>
    private void AwaitEnd()
    {
        if (_ahead is { } ahead)
        {
            Task.WhenAny(ahead.Block).Wait();
            _ahead = null;
        }
    }
}
