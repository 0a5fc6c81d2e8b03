using Nmt.Metrics.Statistics;

namespace Nmt.Metrics.Analysis;

/// <summary>Scores of a corpus by the length of its sentences.</summary>
/// <param name="hasSource">Whether lines have a source; if so, scores are also broken down by its length.</param>
internal sealed class LengthBreakdown(bool hasSource)
{
    private readonly LengthBuckets _references = new("reference");
    private readonly LengthBuckets? _sources = hasSource ? new LengthBuckets("source") : null;

    /// <summary>The sides whose lengths were recorded.</summary>
    public IReadOnlyList<LengthBuckets> Sides => _sources is null ? [_references] : [_sources, _references];

    /// <summary>Records the lengths of a line: of its first reference and of its source.</summary>
    public void Add(ScoringLine line)
    {
        _references.Add(line.References[0]);
        _sources?.Add(line.Source!);
    }

    /// <summary>Returns a system's scores per bucket; empty buckets are omitted.</summary>
    /// <param name="side">The side whose length determines the bucket.</param>
    /// <param name="system">The system, with the statistics of its segments.</param>
    /// <param name="metrics">The metrics of its statistics.</param>
    public static IReadOnlyList<LengthBucketScore> Scores(LengthBuckets side, ScoredSystem system, IReadOnlyList<IMetric> metrics)
    {
        var scores = new List<LengthBucketScore>();
        for (int bucket = 0; bucket < LengthBuckets.Labels.Count; bucket++)
        {
            int[] lines = [.. side.BucketPerLine.Index().Where(entry => entry.Item == bucket).Select(entry => entry.Index)];
            if (lines.Length > 0)
            {
                scores.Add(new LengthBucketScore(
                    LengthBuckets.Labels[bucket], lines.Length,
                    [.. metrics.Select((metric, i) => Score(metric, system.Statistics[i], lines))]));
            }
        }

        return scores;
    }

    private static MetricScore Score(IMetric metric, CorpusStatistics all, int[] lines)
    {
        double[] sums = new double[metric.StatisticsWidth];
        foreach (int line in lines)
        {
            StatisticsRow.AddTo(sums, all.Segments![line]);
        }

        return metric.Score(sums, all.ReferenceCount);
    }
}

/// <summary>Groups lines by their length in words; stores one byte per line.</summary>
/// <param name="name">What is measured, such as <c>reference</c>.</param>
internal sealed class LengthBuckets(string name)
{
    private const int Step = 10;
    private const int Last = 6;

    private readonly List<byte> _buckets = [];

    /// <summary>What is measured, such as <c>reference</c>.</summary>
    public string Name => name;

    /// <summary>The names of all buckets; the first one is for lines without words.</summary>
    public static IReadOnlyList<string> Labels { get; } =
        ["0", .. Enumerable.Range(0, Last - 1).Select(i => $"{(i * Step) + 1}-{(i + 1) * Step}"), $"{((Last - 1) * Step) + 1}+"];

    /// <summary>The bucket of each line.</summary>
    public IReadOnlyList<byte> BucketPerLine => _buckets;

    public void Add(string text)
    {
        int words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;
        _buckets.Add((byte)Math.Min((words + Step - 1) / Step, Last));
    }
}

/// <summary>Scores of the lines in one bucket.</summary>
/// <param name="Label">The length, such as <c>11-20</c>.</param>
/// <param name="Lines">The number of lines in the bucket.</param>
/// <param name="Scores">One score per metric.</param>
internal sealed record LengthBucketScore(string Label, int Lines, IReadOnlyList<MetricScore> Scores);
