using Nmt.Text;
using Nmt.Text.Corpora;

namespace Nmt.Data.Batching;

/// <summary>
/// The batches of a training in one order, which follows from seed and data alone, so that a training can resume at any position.
/// Processes that train together share the batches in turn: process r of N reads batches r, r + N, r + 2N, ... after a position,
/// and all of them come to the same next position.
/// </summary>
public interface IBatchStream : IDisposable
{
    /// <summary>Reads ahead what training begins with, so that what is wrong with it is known before.</summary>
    /// <param name="position">Where training begins.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="DataException">When a file is bad, or the position is one of other data.</exception>
    void Prepare(BatchPosition position, CancellationToken cancellation);

    /// <summary>Reads the batches of an update; they end early where a shard ends.</summary>
    /// <param name="position">The position of the first.</param>
    /// <param name="perProcess">Batches for each process, at most.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="DataException">When a file is bad or has changed since it was scanned.</exception>
    StreamedBatches Read(BatchPosition position, int perProcess, CancellationToken cancellation);

    /// <summary>Updates in an epoch, estimated from the shard that was read last.</summary>
    /// <param name="perProcess">Batches of an update for each process.</param>
    double UpdatesPerEpoch(int perProcess);
}

/// <summary>The batches of an update, and the position after them.</summary>
/// <param name="Own">Those of this process, in order; it may have fewer than others where a shard ends.</param>
/// <param name="Count">Batches of all processes; none where every pair of a shard was left out.</param>
/// <param name="Next">The position after them, the same for all processes.</param>
public sealed record StreamedBatches(IReadOnlyList<Batch> Own, int Count, BatchPosition Next);
