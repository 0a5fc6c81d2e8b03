using System.Globalization;
using Nmt.Metrics.Statistics;

namespace Nmt.Metrics.Analysis;

/// <summary>Groups lines by their length: a line is in exactly one bucket. Stores one byte per line.</summary>
public sealed class LengthBuckets
{
    /// <summary>Buckets are numbered by a byte, and the first and the last one have no end of their own.</summary>
    public const int MaxEnds = 250;

    private readonly int[] _ends;
    private readonly List<byte> _buckets = [];

    /// <summary>Creates the buckets: one for lines of length 0, one up to and including each end, and one for all longer lines.</summary>
    /// <param name="name">What is measured, such as <c>reference</c>.</param>
    /// <param name="ends">The largest length of each bucket but the last, ascending, from 1.</param>
    /// <exception cref="ArgumentException">When the ends are not ascending, not positive, or too many.</exception>
    public LengthBuckets(string name, IReadOnlyList<int> ends)
    {
        ArgumentNullException.ThrowIfNull(ends);
        if (ends.Count > MaxEnds || ends.Where((end, i) => end <= (i == 0 ? 0 : ends[i - 1])).Any())
        {
            throw new ArgumentException($"Expected at most {MaxEnds} ascending lengths from 1; got {string.Join(", ", ends)}.", nameof(ends));
        }

        (Name, _ends) = (name, [.. ends]);
        Labels =
        [
            "0",
            .. _ends.Select((end, i) => Label(i == 0 ? 1 : _ends[i - 1] + 1, end)),
            string.Create(CultureInfo.InvariantCulture, $"{(_ends.Length == 0 ? 0 : _ends[^1]) + 1}+"),
        ];
    }

    /// <summary>What is measured, such as <c>reference</c>.</summary>
    public string Name { get; }

    /// <summary>The names of all buckets, such as <c>1-10</c> and <c>51+</c>; the first one, <c>0</c>, is for lines of length 0.</summary>
    public IReadOnlyList<string> Labels { get; }

    /// <summary>The bucket of each line, an index of <see cref="Labels"/>.</summary>
    public IReadOnlyList<byte> BucketPerLine => _buckets;

    /// <summary>The buckets that have lines, in order of length, with their numbers of lines.</summary>
    public IReadOnlyList<(string Label, int Lines)> Filled => [.. _buckets.CountBy(bucket => bucket).OrderBy(bucket => bucket.Key)
        .Select(bucket => (Labels[bucket.Key], bucket.Value))];

    /// <summary>The number of words of a text: what white space separates.</summary>
    public static int CountWords(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;
    }

    /// <summary>
    /// Ends of buckets with about the same number of lines each: the k-th is the smallest length that at least k / count of the lines
    /// do not exceed. Equal ends are merged, so there may be fewer buckets, and the last one always has lines.
    /// </summary>
    /// <param name="lengths">The lengths of all lines; those of length 0 are ignored.</param>
    /// <param name="count">The number of buckets, at least 1.</param>
    public static IReadOnlyList<int> Quantiles(IEnumerable<int> lengths, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        int[] sorted = [.. lengths.Where(length => length > 0).Order()];
        return sorted.Length == 0
            ? []
            : [.. Enumerable.Range(1, count - 1).Select(k => sorted[(int)((((long)k * sorted.Length) + count - 1) / count) - 1])
                .Distinct().Where(end => end < sorted[^1])];
    }

    /// <summary>Records the length of the next line.</summary>
    public void Add(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        int bucket = Array.FindIndex(_ends, end => length <= end);
        _buckets.Add((byte)(length == 0 ? 0 : bucket < 0 ? _ends.Length + 1 : bucket + 1));
    }

    /// <summary>Returns a system's scores per bucket; empty buckets are omitted.</summary>
    /// <param name="system">The system, with the statistics of its segments: of all lines whose lengths were recorded, in order.</param>
    /// <param name="metrics">The metrics of its statistics.</param>
    public IReadOnlyList<LengthBucketScore> Scores(ScoredSystem system, IReadOnlyList<IMetric> metrics)
    {
        ArgumentNullException.ThrowIfNull(system);
        var scores = new List<LengthBucketScore>();
        for (int bucket = 0; bucket < Labels.Count; bucket++)
        {
            int[] lines = [.. _buckets.Index().Where(entry => entry.Item == bucket).Select(entry => entry.Index)];
            if (lines.Length > 0)
            {
                scores.Add(new LengthBucketScore(
                    Labels[bucket], lines.Length, [.. metrics.Select((metric, i) => Score(metric, system.Statistics[i], lines))]));
            }
        }

        return scores;
    }

    private static string Label(int first, int last) =>
        string.Create(CultureInfo.InvariantCulture, $"{first}{(first == last ? "" : $"-{last}")}");

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

/// <summary>Scores of the lines in one bucket.</summary>
/// <param name="Label">The length, such as <c>11-20</c>.</param>
/// <param name="Lines">The number of lines in the bucket.</param>
/// <param name="Scores">One score per metric.</param>
public sealed record LengthBucketScore(string Label, int Lines, IReadOnlyList<MetricScore> Scores);
