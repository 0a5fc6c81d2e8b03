namespace Nmt.Metrics;

/// <summary>Counts the segments of a corpus for several metrics at once, block by block on all processors.</summary>
/// <remarks>
/// Segments are counted in parallel but added up one after the other in their order, so the result has the same bits
/// whatever the number of threads. At most a few blocks of text are in memory at a time.
/// </remarks>
public sealed class CorpusScorer
{
    private readonly IReadOnlyList<IMetric> _metrics;
    private readonly bool _keepsSegments;
    private readonly int _threads;

    /// <summary>Prepares the scorer.</summary>
    /// <param name="metrics">The metrics.</param>
    /// <param name="keepsSegments">Whether the statistics of each segment are kept, for significance tests.</param>
    /// <param name="threads">How many threads count; as many as there are processors when null.</param>
    public CorpusScorer(IReadOnlyList<IMetric> metrics, bool keepsSegments = false, int? threads = null)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        ArgumentOutOfRangeException.ThrowIfLessThan(metrics.Count, 1, nameof(metrics));
        _metrics = metrics;
        _keepsSegments = keepsSegments;
        _threads = threads ?? Environment.ProcessorCount;
        ArgumentOutOfRangeException.ThrowIfLessThan(_threads, 1, nameof(threads));
    }

    /// <summary>Reads all segments and counts them.</summary>
    /// <param name="segments">The segments, read once, on the calling thread.</param>
    /// <returns>The statistics per metric, in the metrics' order.</returns>
    public IReadOnlyList<CorpusStatistics> Count(IEnumerable<Segment> segments)
    {
        ArgumentNullException.ThrowIfNull(segments);
        CorpusStatistics[] corpus = [.. _metrics.Select(metric => new CorpusStatistics(metric.StatisticsWidth, _keepsSegments))];
        var free = new Queue<SegmentBlock>();
        var running = new Queue<RunningBlock>();
        try
        {
            SegmentBlock current = new(_metrics);
            foreach (Segment segment in segments)
            {
                current.Add(segment);
                if (current.IsFull)
                {
                    running.Enqueue(Start(current));
                    if (running.Count > _threads)
                    {
                        free.Enqueue(Finish(running, corpus));
                    }

                    current = free.Count > 0 ? free.Dequeue() : new SegmentBlock(_metrics);
                }
            }

            // The last block is this thread's own: a text of one block starts no other.
            current.Count();
            while (running.Count > 0)
            {
                Finish(running, corpus);
            }

            current.AddTo(corpus);
        }
        finally
        {
            // After a failure no block may still be at work when the caller goes on.
            Task.WaitAny(Task.WhenAll(running.Select(entry => entry.Counting)));
        }

        return corpus;
    }

    private static RunningBlock Start(SegmentBlock block) => new(block, Task.Run(block.Count));

    private static SegmentBlock Finish(Queue<RunningBlock> running, CorpusStatistics[] corpus)
    {
        var (block, counting) = running.Dequeue();
        counting.GetAwaiter().GetResult();
        block.AddTo(corpus);
        block.Clear();
        return block;
    }

    private sealed record RunningBlock(SegmentBlock Block, Task Counting);
}
