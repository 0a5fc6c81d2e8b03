using System.Collections.Concurrent;

namespace Nmt.Metrics.Statistics;

/// <summary>Accumulates the statistics of a corpus for several metrics at once, block by block on all processors.</summary>
/// <remarks>
/// Segments are counted in parallel but added up sequentially in their order, so the result is bit-identical for any
/// number of threads. Only a few blocks of text are in memory at a time.
/// </remarks>
public sealed class MetricAccumulator
{
    /// <summary>The maximum number of lines that wait for a system's counter: a few blocks.</summary>
    private const int QueueLength = 4096;

    private readonly IReadOnlyList<IMetric> _metrics;
    private readonly bool _keepsSegments;
    private readonly int _threads;

    /// <summary>Creates an accumulator that can count several corpora.</summary>
    /// <param name="metrics">The metrics.</param>
    /// <param name="keepsSegments">Whether the statistics of each segment are kept, for significance tests.</param>
    /// <param name="threads">The number of counting threads; one per processor when null.</param>
    public MetricAccumulator(IReadOnlyList<IMetric> metrics, bool keepsSegments = false, int? threads = null)
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
            foreach (var segment in segments)
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

            // This thread counts the last block itself: a text of one block starts no task.
            current.Count();
            while (running.Count > 0)
            {
                Finish(running, corpus);
            }

            current.AddTo(corpus);
        }
        finally
        {
            // After a failure no block may still be running when the caller continues.
            Task.WaitAny(Task.WhenAll(running.Select(entry => entry.Counting)));
        }

        return corpus;
    }

    /// <summary>Counts several systems in one pass over the lines.</summary>
    /// <param name="names">The systems' names.</param>
    /// <param name="lines">The lines, with one hypothesis per system.</param>
    /// <returns>The systems, in the order of the names.</returns>
    public IReadOnlyList<ScoredSystem> CountSystems(IReadOnlyList<string> names, IEnumerable<ScoringLine> lines)
    {
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(lines);
        return names.Count == 1
            ? [new ScoredSystem(names[0], Count(lines.Select(line => new Segment(line.Hypotheses[0], line.References))))]
            : CountSeveral(names, lines);
    }

    private static RunningBlock Start(SegmentBlock block) => new(block, Task.Run(block.Count));

    private static SegmentBlock Finish(Queue<RunningBlock> running, CorpusStatistics[] corpus)
    {
        (var block, var counting) = running.Dequeue();
        counting.GetAwaiter().GetResult();
        block.AddTo(corpus);
        block.Clear();
        return block;
    }

    private ScoredSystem[] CountSeveral(IReadOnlyList<string> names, IEnumerable<ScoringLine> lines)
    {
        using var stopped = new CancellationTokenSource();
        BlockingCollection<Segment>[] queues = [.. names.Select(_ => new BlockingCollection<Segment>(QueueLength))];
        Task<IReadOnlyList<CorpusStatistics>>[] counting = [.. queues.Select(queue => Task.Factory.StartNew(
            () => Count(queue.GetConsumingEnumerable(stopped.Token)), stopped.Token, TaskCreationOptions.LongRunning, TaskScheduler.Default))];
        try
        {
            Feed(lines, queues, counting);
            return [.. counting.Select((task, i) => new ScoredSystem(names[i], task.GetAwaiter().GetResult()))];
        }
        finally
        {
            // After a failure, counters that still wait for lines must end before their queues do.
            stopped.Cancel();
            Task.WaitAny(Task.WhenAll(counting));
            Array.ForEach(queues, queue => queue.Dispose());
        }
    }

    private static void Feed(IEnumerable<ScoringLine> lines, BlockingCollection<Segment>[] queues, Task[] counting)
    {
        foreach (var line in lines)
        {
            for (int i = 0; i < queues.Length; i++)
            {
                var segment = new Segment(line.Hypotheses[i], line.References);
                while (!queues[i].TryAdd(segment, TimeSpan.FromSeconds(1)))
                {
                    // A failed counter no longer takes anything from its queue.
                    if (counting[i].IsFaulted)
                    {
                        counting[i].GetAwaiter().GetResult();
                    }
                }
            }
        }

        Array.ForEach(queues, queue => queue.CompleteAdding());
    }

    private sealed record RunningBlock(SegmentBlock Block, Task Counting);
}

/// <summary>One segment of one system.</summary>
/// <param name="Hypothesis">The system's translation, not tokenized.</param>
/// <param name="References">Its reference translations; null for a missing one.</param>
public sealed record Segment(string Hypothesis, IReadOnlyList<string?> References);

/// <summary>One line of all inputs.</summary>
/// <param name="Number">The line's number, from 1.</param>
/// <param name="Hypotheses">One per system.</param>
/// <param name="References">One per reference translation.</param>
/// <param name="Source">The source sentence; null when there is none.</param>
public sealed record ScoringLine(int Number, IReadOnlyList<string> Hypotheses, IReadOnlyList<string> References, string? Source);

/// <summary>A system with the statistics of its output.</summary>
/// <param name="Name">The system's name.</param>
/// <param name="Statistics">Its statistics per metric, in the metrics' order.</param>
public sealed record ScoredSystem(string Name, IReadOnlyList<CorpusStatistics> Statistics);

/// <summary>Consecutive segments that one thread counts; the block, its counters and its rows are reused.</summary>
internal sealed class SegmentBlock
{
    /// <summary>Long enough that starting a task does not matter, short enough that the text of all blocks is a few megabytes.</summary>
    private const int Capacity = 1024;

    private readonly List<Segment> _segments = new(Capacity);
    private readonly ISegmentCounter[] _counters;
    private readonly double[][] _rows;
    private readonly int[] _referenceCounts = new int[Capacity];

    public SegmentBlock(IReadOnlyList<IMetric> metrics)
    {
        _counters = [.. metrics.Select(metric => metric.CreateCounter())];
        _rows = [.. metrics.Select(metric => new double[Capacity * metric.StatisticsWidth])];
    }

    public bool IsFull => _segments.Count == Capacity;

    public void Add(Segment segment) => _segments.Add(segment);

    public void Clear() => _segments.Clear();

    public void Count()
    {
        for (int i = 0; i < _segments.Count; i++)
        {
            (string hypothesis, var references) = _segments[i];
            for (int m = 0; m < _counters.Length; m++)
            {
                _counters[m].Count(hypothesis, references, Row(m, i));
            }

            // Every metric skips the same references: those that are null.
            _referenceCounts[i] = _counters[0].ReferenceCount;
        }
    }

    public void AddTo(CorpusStatistics[] corpus)
    {
        for (int m = 0; m < corpus.Length; m++)
        {
            for (int i = 0; i < _segments.Count; i++)
            {
                corpus[m].Add(Row(m, i), _referenceCounts[i]);
            }
        }
    }

    private Span<double> Row(int metric, int segment)
    {
        int width = _rows[metric].Length / Capacity;
        return new Span<double>(_rows[metric], segment * width, width);
    }
}
