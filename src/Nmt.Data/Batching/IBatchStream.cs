using Nmt.Text;
using Nmt.Text.Corpora;

namespace Nmt.Data.Batching;

/// <summary>
/// The training batches in an order that depends only on the seed and the data, so that training can resume at any position.
/// Processes that train together take turns: process r of N reads batches r, r + N, r + 2N, ... after a position, and all
/// processes reach the same next position.
/// </summary>
public interface IBatchStream : IDisposable
{
    /// <summary>Reads the first batches ahead, so that errors in them surface before training starts.</summary>
    /// <param name="position">Where training starts.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="DataException">When a file cannot be read, or the position belongs to different data.</exception>
    void Prepare(BatchPosition position, CancellationToken cancellation);

    /// <summary>Reads the batches of an update; they end early where a shard ends.</summary>
    /// <param name="position">The position of the first batch.</param>
    /// <param name="perProcess">Maximum number of batches per process.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="DataException">When a file cannot be read or has changed since it was scanned.</exception>
    StreamedBatches Read(BatchPosition position, int perProcess, CancellationToken cancellation);

    /// <summary>Number of updates per epoch, estimated from the last shard read.</summary>
    /// <param name="perProcess">Number of batches per process and update.</param>
    double UpdatesPerEpoch(int perProcess);
}

/// <summary>The batches of an update, and the position after them.</summary>
/// <param name="Own">Those of this process, in order; at the end of a shard it may have fewer than others.</param>
/// <param name="Count">Number of batches of all processes; 0 if every pair of a shard was skipped.</param>
/// <param name="Next">The position after them, the same for all processes.</param>
public sealed record StreamedBatches(IReadOnlyList<Batch> Own, int Count, BatchPosition Next);
