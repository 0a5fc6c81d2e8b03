using FsCheck;
using FsCheck.Fluent;
using Nmt.Metrics.Analysis;
using Nmt.Metrics.Bleu;
using Nmt.Metrics.Statistics;
using Nmt.Metrics.Ter;

namespace Nmt.Metrics.Tests.Analysis;

public sealed class LengthBucketsTests
{
    [Theory]
    [InlineData(0, "0")]
    [InlineData(1, "1-10")]
    [InlineData(10, "1-10")]
    [InlineData(11, "11")]
    [InlineData(12, "12-20")]
    [InlineData(20, "12-20")]
    [InlineData(21, "21+")]
    [InlineData(9999, "21+")]
    public void A_line_is_in_the_bucket_whose_end_it_does_not_exceed(int length, string expected)
    {
        // Given
        var buckets = new LengthBuckets("source", [10, 11, 20]);

        // When
        buckets.Add(length);

        // Then
        Assert.Equal(["0", "1-10", "11", "12-20", "21+"], buckets.Labels);
        Assert.Equal([(expected, 1)], buckets.Filled);
    }

    [Theory]
    [InlineData(new[] { 10, 10 })]
    [InlineData(new[] { 20, 10 })]
    [InlineData(new[] { 0, 10 })]
    public void Ends_must_ascend_from_one(int[] ends) => Assert.Throws<ArgumentException>(() => new LengthBuckets("source", ends));

    [Fact]
    public void Words_are_what_white_space_separates() => Assert.Equal([0, 0, 1, 3], new[] { "", " \t", "one", " a  b\u3000c " }.Select(LengthBuckets.CountWords));

    [Theory]
    [InlineData(new[] { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 }, 5, new[] { 2, 4, 6, 8 })]
    [InlineData(new[] { 5, 3, 1, 4, 2 }, 2, new[] { 3 })] // At least half of five lines: three.
    [InlineData(new[] { 7, 7, 7, 7 }, 5, new int[0])]
    [InlineData(new[] { 1, 1, 1, 1, 9 }, 5, new[] { 1 })]
    [InlineData(new[] { 0, 0, 4, 5 }, 2, new[] { 4 })] // Lines without words have a bucket of their own.
    [InlineData(new int[0], 5, new int[0])]
    public void Quantiles_have_about_the_same_number_of_lines_each(int[] lengths, int count, int[] expected) =>
        Assert.Equal(expected, LengthBuckets.Quantiles(lengths, count));

    [Fact]
    public void Every_line_is_in_one_bucket_and_counts_add_up() => Prop.ForAll<int>(seed =>
    {
        // Given
        var random = new System.Random(seed);
        int[] lengths = [.. Enumerable.Range(0, random.Next(200)).Select(_ => random.Next(60))];
        var buckets = new LengthBuckets("source", LengthBuckets.Quantiles(lengths, random.Next(1, 9)));

        // When
        foreach (int length in lengths)
        {
            buckets.Add(length);
        }

        // Then: each label is a range that contains exactly the lengths of its lines.
        Assert.Equal(lengths.Length, buckets.BucketPerLine.Count);
        Assert.Equal(lengths.Length, buckets.Filled.Sum(bucket => bucket.Lines));
        Assert.All(lengths.Zip(buckets.BucketPerLine), line =>
            Assert.Equal(buckets.Labels[line.Second], Assert.Single(buckets.Labels, label => Contains(label, line.First))));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void One_bucket_with_all_lines_has_the_score_of_the_corpus() => Prop.ForAll<int>(seed =>
    {
        // Given
        Segment[] segments = [.. SomeText.Segments(new System.Random(seed), 30)];
        IMetric[] metrics = [new BleuMetric(), new TerMetric()];
        var system = new ScoredSystem("a", new MetricAccumulator(metrics, keepsSegments: true).Count(segments));
        var buckets = new LengthBuckets("source", []);
        Array.ForEach(segments, _ => buckets.Add(5));

        // When
        var bucket = Assert.Single(buckets.Scores(system, metrics));

        // Then
        Assert.Equal(("1+", segments.Length), (bucket.Label, bucket.Lines));
        Assert.All(bucket.Scores.Zip(system.Statistics, metrics), score =>
            Assert.Equal(score.Third.Value(score.Second.Sums), score.First.Score, 12));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_bucket_has_the_score_of_its_lines_alone()
    {
        // Given: lines of an odd number are short.
        Segment[] segments = [.. SomeText.Segments(new System.Random(5), 40)];
        IMetric[] metrics = [new BleuMetric()];
        var system = new ScoredSystem("a", new MetricAccumulator(metrics, keepsSegments: true).Count(segments));
        var buckets = new LengthBuckets("source", [3]);
        for (int i = 0; i < segments.Length; i++)
        {
            buckets.Add(i % 2 == 1 ? 3 : 4);
        }

        // When
        var scores = buckets.Scores(system, metrics);

        // Then
        var odd = new MetricAccumulator(metrics).Count(segments.Where((_, i) => i % 2 == 1));
        Assert.Equal(["1-3", "4+"], scores.Select(bucket => bucket.Label));
        Assert.Equal(metrics[0].Value(odd[0].Sums), scores[0].Scores[0].Score, 12);
    }

    private static bool Contains(string label, int length)
    {
        string[] ends = label.TrimEnd('+').Split('-');
        int first = int.Parse(ends[0], System.Globalization.CultureInfo.InvariantCulture);
        int last = label.EndsWith('+') ? int.MaxValue : int.Parse(ends[^1], System.Globalization.CultureInfo.InvariantCulture);
        return length >= first && length <= last;
    }
}
