using Nmt.Metrics.Bleu;
using Nmt.Metrics.Chrf;
using Nmt.Metrics.Statistics;
using Nmt.Metrics.Ter;

namespace Nmt.Metrics.Tests.Statistics;

public sealed class MetricAccumulatorTests
{
    private static readonly IMetric[] Metrics = [new BleuMetric(), new ChrfMetric(new ChrfOptions { WordOrder = 2 }), new TerMetric()];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void Sums_are_bit_identical_for_any_number_of_threads(int threads)
    {
        // Given: segments for several blocks, with one to three references, so that TER's lengths are fractions.
        Segment[] segments = [.. SomeText.Segments(new Random(3), 5000)];
        var ter = new TerMetric();
        var counter = ter.CreateCounter();
        double[] row = new double[ter.StatisticsWidth];
        var sequential = new CorpusStatistics(ter.StatisticsWidth);
        foreach (var segment in segments)
        {
            counter.Count(segment.Hypothesis, segment.References, row);
            sequential.Add(row, counter.ReferenceCount);
        }

        // When
        var counted = new MetricAccumulator(Metrics, keepsSegments: true, threads).Count(segments);

        // Then
        var expected = ter.Score(sequential.Sums, sequential.ReferenceCount);
        var actual = (TerScore)Metrics[2].Score(counted[2].Sums, counted[2].ReferenceCount);
        Assert.Equal(expected.RefLen, actual.RefLen);
        Assert.Equal(expected.ToText(), actual.ToText());
        Assert.StartsWith("nrefs:var|", actual.Signature.ToString(), StringComparison.Ordinal);
        Assert.All(counted, corpus => Assert.Equal(segments.Length, corpus.SegmentCount));
        Assert.All(counted, corpus => Assert.Equal(corpus.Sums.ToArray(), corpus.Segments!.Sum()));
    }

    [Fact]
    public void Segments_are_not_kept_unless_requested() =>
        Assert.All(new MetricAccumulator(Metrics).Count([new Segment("a", ["a"])]), corpus => Assert.Null(corpus.Segments));

    [Fact]
    public void An_error_in_any_block_reaches_the_caller()
    {
        // Given: a segment without a reference in the third block.
        Segment[] segments = [.. SomeText.Segments(new Random(5), 4000)];
        segments[2500] = new Segment("a", [null]);

        // When
        Action count = () => new MetricAccumulator(Metrics).Count(segments);

        // Then
        Assert.Contains("without any reference", Assert.Throws<ArgumentException>(count).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_corpus_scores_without_segments()
    {
        var counted = new MetricAccumulator(Metrics).Count([]);

        Assert.All(counted, corpus => Assert.Equal(0, corpus.SegmentCount));
        Assert.Equal(0, Metrics[0].Value(counted[0].Sums));
    }
}
