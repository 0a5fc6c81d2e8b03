using System.Collections.Concurrent;
using Nmt.Cli.Scoring.Input;
using Nmt.Metrics;

namespace Nmt.Cli.Scoring;

/// <summary>Counts several systems in one pass over the lines.</summary>
internal sealed class SystemCounter(IReadOnlyList<IMetric> metrics, bool keepsSegments)
{
    /// <summary>Lines that may wait for a system's counter: a few blocks of them.</summary>
    private const int QueueLength = 4096;

    /// <summary>Reads all lines and counts them.</summary>
    /// <returns>The systems, in the order of the names.</returns>
    public IReadOnlyList<ScoredSystem> Count(IReadOnlyList<string> names, IEnumerable<ScoringLine> lines) => names.Count == 1
        ? [new ScoredSystem(names[0], NewScorer().Count(lines.Select(line => new Segment(line.Hypotheses[0], line.References))))]
        : CountSeveral(names, lines);

    private CorpusScorer NewScorer() => new(metrics, keepsSegments);

    private ScoredSystem[] CountSeveral(IReadOnlyList<string> names, IEnumerable<ScoringLine> lines)
    {
        using var stopped = new CancellationTokenSource();
        BlockingCollection<Segment>[] queues = [.. names.Select(_ => new BlockingCollection<Segment>(QueueLength))];
        Task<IReadOnlyList<CorpusStatistics>>[] counting = [.. queues.Select(queue => Task.Factory.StartNew(
            () => NewScorer().Count(queue.GetConsumingEnumerable(stopped.Token)), stopped.Token, TaskCreationOptions.LongRunning,
            TaskScheduler.Default))];
        try
        {
            Feed(lines, queues, counting);
            return [.. counting.Select((task, i) => new ScoredSystem(names[i], task.GetAwaiter().GetResult()))];
        }
        finally
        {
            // After a failure the counters that still wait for lines must end before their queues do.
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
                    // A counter that failed takes nothing from its queue any more.
                    if (counting[i].IsFaulted)
                    {
                        counting[i].GetAwaiter().GetResult();
                    }
                }
            }
        }

        Array.ForEach(queues, queue => queue.CompleteAdding());
    }
}
