using Nmt.Cli.Scoring.Input;
using Nmt.Metrics;

namespace Nmt.Cli.Scoring.Analysis;

/// <summary>Scores of a corpus by the length of its sentences.</summary>
internal sealed class LengthBreakdown
{
    private readonly LengthBuckets _references = new("reference");
    private readonly LengthBuckets? _sources;

    /// <summary>Starts with no line.</summary>
    /// <param name="hasSource">Whether lines have a source, whose length counts too.</param>
    public LengthBreakdown(bool hasSource) => _sources = hasSource ? new LengthBuckets("source") : null;

    /// <summary>What lengths are there.</summary>
    public IReadOnlyList<LengthBuckets> Sides => _sources is null ? [_references] : [_sources, _references];

    /// <summary>Notes the lengths of a line; of several references the first one's.</summary>
    public void Add(ScoringLine line)
    {
        _references.Add(line.References[0]);
        _sources?.Add(line.Source!);
    }

    /// <summary>The scores of a system, bucket by bucket; buckets without a line are left out.</summary>
    /// <param name="side">Whose length counts.</param>
    /// <param name="system">The system, with the statistics of its segments.</param>
    /// <param name="metrics">What it was counted for.</param>
    public static IReadOnlyList<LengthBucketScore> Scores(LengthBuckets side, ScoredSystem system, IReadOnlyList<IMetric> metrics)
    {
        var scores = new List<LengthBucketScore>();
        for (int bucket = 0; bucket < LengthBuckets.Labels.Count; bucket++)
        {
            int[] lines = [.. side.OfLines.Index().Where(entry => entry.Item == bucket).Select(entry => entry.Index)];
            if (lines.Length > 0)
            {
                scores.Add(new LengthBucketScore(
                    LengthBuckets.Labels[bucket], lines.Length,
                    [.. metrics.Select((metric, i) => Score(metric, system.Statistics[i], lines))]));
            }
        }

        return scores;
    }

    private static IMetricScore Score(IMetric metric, CorpusStatistics all, int[] lines)
    {
        var sums = new double[metric.StatisticsWidth];
        foreach (int line in lines)
        {
            var row = all.Segments![line];
            for (int i = 0; i < sums.Length; i++)
            {
                sums[i] += row[i];
            }
        }

        return metric.Score(sums, all.ReferenceCount);
    }
}
