using FsCheck;
using FsCheck.Fluent;
using Nmt.Metrics.Bleu;
using Nmt.Metrics.Chrf;
using Nmt.Metrics.Statistics;
using Nmt.Metrics.Ter;

namespace Nmt.Metrics.Tests;

public sealed class MetricPropertyTests
{
    private static readonly IMetric[] Metrics =
    [
        new BleuMetric(), new BleuMetric(new BleuOptions { Tokenizer = BleuTokenizer.International, EffectiveOrder = true }),
        new ChrfMetric(), new ChrfMetric(new ChrfOptions { WordOrder = 2, Whitespace = true }), new TerMetric(),
        new TerMetric(new TerOptions { Normalized = true, AsianSupport = true, NoPunctuation = true, CaseSensitive = true }),
    ];

    [Fact]
    public void Any_two_lines_give_a_finite_score() => Prop.ForAll<string?, string?>((hypothesis, reference) =>
    {
        Assert.All(Metrics, metric =>
        {
            double score = metric.Value(Count(metric, hypothesis ?? "", [reference ?? ""]));
            Assert.InRange(score, 0, metric.IsHigherBetter ? 100.0000001 : double.MaxValue);
        });
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_line_against_itself_is_perfect() => Prop.ForAll<int>(seed =>
    {
        string line = "x y z w " + SomeText.Line(new System.Random(seed));
        Assert.All(Metrics, metric => Assert.Equal(metric.IsHigherBetter ? 100 : 0, metric.Value(Count(metric, line, [line])), 9));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_order_of_the_segments_does_not_matter() => Prop.ForAll<int>(seed =>
    {
        // Given
        Segment[] segments = [.. SomeText.Segments(new System.Random(seed), 20)];

        // When
        var forwards = new MetricAccumulator(Metrics).Count(segments);
        var backwards = new MetricAccumulator(Metrics).Count(segments.Reverse());

        // Then
        for (int m = 0; m < Metrics.Length; m++)
        {
            Assert.Equal(Metrics[m].Value(forwards[m].Sums), Metrics[m].Value(backwards[m].Sums), 9);
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Another_reference_never_removes_matches_or_adds_edits() => Prop.ForAll<int>(seed =>
    {
        var random = new System.Random(seed);
        string reference = SomeText.Line(random);
        string hypothesis = SomeText.Perturb(random, reference);
        string other = SomeText.Line(random);
        double[] bleuOne = Count(Metrics[0], hypothesis, [reference]);
        double[] bleuTwo = Count(Metrics[0], hypothesis, [reference, other]);

        Assert.All(Enumerable.Range(2, 4), i => Assert.True(bleuTwo[i] >= bleuOne[i]));
        Assert.True(Metrics[2].Value(Count(Metrics[2], hypothesis, [reference, other])) >= Metrics[2].Value(Count(Metrics[2], hypothesis, [reference])));
        Assert.True(Count(Metrics[4], hypothesis, [reference, other])[0] <= Count(Metrics[4], hypothesis, [reference])[0]);
    }).QuickCheckThrowOnFailure();

    private static double[] Count(IMetric metric, string hypothesis, IReadOnlyList<string?> references)
    {
        double[] row = new double[metric.StatisticsWidth];
        metric.CreateCounter().Count(hypothesis, references, row);
        return row;
    }
}
