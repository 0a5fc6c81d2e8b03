using Nmt.Metrics.Bleu;
using Nmt.Metrics.Significance;
using Nmt.Metrics.Statistics;
using Nmt.Metrics.Ter;

namespace Nmt.Metrics.Tests.Significance;

public sealed class PairedTestTests
{
    private static readonly IMetric[] Metrics = [new BleuMetric(), new TerMetric()];

    [Theory]
    [InlineData(PairedTestKind.Bootstrap)]
    [InlineData(PairedTestKind.ApproximateRandomization)]
    public void A_system_identical_to_the_baseline_gets_the_smallest_p_value(PairedTestKind kind)
    {
        // Given
        ScoredSystem[] systems = [CreateSystem("baseline", seed: 1), CreateSystem("same", seed: 1)];

        // When
        var results = new PairedTest(Metrics, new PairedTestOptions { Kind = kind, Samples = 99 }).Run(systems);

        // Then
        Assert.All(results, ofMetric => Assert.Null(ofMetric[0].PValue));
        Assert.All(results, ofMetric => Assert.Equal(0.01, ofMetric[1].PValue));
    }

    [Theory]
    [InlineData(PairedTestKind.Bootstrap)]
    [InlineData(PairedTestKind.ApproximateRandomization)]
    public void The_same_seed_gives_the_same_results(PairedTestKind kind)
    {
        ScoredSystem[] systems = [CreateSystem("baseline", seed: 1), CreateSystem("other", seed: 2)];
        var options = new PairedTestOptions { Kind = kind, Samples = 50, ConfidenceResamples = 20, Seed = 3 };

        Assert.Equal(
            new PairedTest(Metrics, options).Run(systems).SelectMany(results => results),
            new PairedTest(Metrics, options).Run(systems).SelectMany(results => results));
    }

    [Fact]
    public void Intervals_of_a_randomization_test_are_computed_on_demand()
    {
        ScoredSystem[] systems = [CreateSystem("baseline", seed: 1), CreateSystem("other", seed: 2)];
        var options = new PairedTestOptions { Kind = PairedTestKind.ApproximateRandomization, Samples = 20 };

        Assert.All(new PairedTest(Metrics, options).Run(systems)[0], result => Assert.Null(result.Confidence));
        Assert.All(
            new PairedTest(Metrics, options with { ConfidenceResamples = 20 }).Run(systems)[0],
            result => Assert.NotNull(result.Confidence));
    }

    [Fact]
    public void The_baselines_interval_with_seed_0_is_reproducible()
    {
        ScoredSystem[] systems = [CreateSystem("baseline", seed: 1), CreateSystem("other", seed: 2)];
        var options = new PairedTestOptions { Kind = PairedTestKind.Bootstrap, Samples = 50, Seed = 0 };
        var alone = BootstrapConfidence.Estimate(Metrics[0], systems[0].Statistics[0].Segments!, 50, 0);

        Assert.Equal(alone, new PairedTest(Metrics, options).Run(systems)[0][0].Confidence);
    }

    [Fact]
    public void Systems_with_different_numbers_of_segments_are_rejected()
    {
        ScoredSystem[] systems = [CreateSystem("baseline", seed: 1), CreateSystem("short", seed: 2, count: 29)];
        var test = new PairedTest(Metrics, new PairedTestOptions { Kind = PairedTestKind.Bootstrap });

        Assert.StartsWith(
            "short has 29 segments; baseline has 30.",
            Assert.Throws<ArgumentException>(() => test.Run(systems)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Systems_whose_segments_were_not_kept_are_rejected()
    {
        var systems = new[] { new ScoredSystem("baseline", new MetricAccumulator(Metrics).Count([new Segment("a", ["a"])])) };
        var test = new PairedTest(Metrics, new PairedTestOptions { Kind = PairedTestKind.Bootstrap });

        Assert.Contains("baseline were not kept", Assert.Throws<ArgumentException>(() => test.Run(systems)).Message, StringComparison.Ordinal);
    }

    private static ScoredSystem CreateSystem(string name, int seed, int count = 30) => new(
        name, new MetricAccumulator(Metrics, keepsSegments: true).Count(SomeText.Segments(new Random(seed), count)));
}
