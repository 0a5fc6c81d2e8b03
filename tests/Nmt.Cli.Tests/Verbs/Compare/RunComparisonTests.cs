using Nmt.Cli.Verbs.Compare;
using Nmt.Metrics;
using Nmt.Metrics.Bleu;
using Nmt.Metrics.Chrf;
using Nmt.Metrics.Significance;
using Nmt.Metrics.Statistics;
using Nmt.Metrics.Ter;
using Nmt.Runs;
using Nmt.Runs.Config;

namespace Nmt.Cli.Tests.Verbs.Compare;

public sealed class RunComparisonTests
{
    [Fact]
    public void Scores_and_significance_are_those_of_the_paired_test()
    {
        // Given
        IMetric[] metrics = [new BleuMetric(), new ChrfMetric(), new TerMetric()];
        var systems = new[] { SomeComparison.Better, SomeComparison.Worse }.Select(hypotheses => new ScoredSystem(
            "x", new MetricAccumulator(metrics, keepsSegments: true).Count(hypotheses.Zip(SomeComparison.References, (h, r) => new Segment(h, [r]))))).ToList();
        var expected = new PairedTest(metrics, SomeComparison.Request.Significance).Run(systems);

        // When
        var comparison = SomeComparison.Create();

        // Then
        for (int run = 0; run < 2; run++)
        {
            Assert.Equal(
                expected.Select(metric => (metric[run].Score, metric[run].PValue, metric[run].Confidence)),
                comparison.Runs[run].Scores.Select(score => (score.Score, score.PValue, score.Confidence)));
        }
    }

    [Fact]
    public void Bleu_of_a_bucket_is_that_of_its_sentences()
    {
        // When: sentences of 2 and 3, of 4 and 5, and of 6 and 7 words.
        var comparison = SomeComparison.Create();

        // Then
        Assert.Equal("words", comparison.LengthUnit);
        Assert.Equal([("1-3", 2), ("4-5", 2), ("6+", 2)], comparison.Buckets);
        double first = new BleuMetric().CorpusScore(SomeComparison.Worse[..2], [SomeComparison.References[..2]]).Score;
        Assert.Equal(first, comparison.Runs[1].BleuByLength[0], 12);
        Assert.Equal(3, comparison.Runs[0].BleuByLength.Count);
    }

    [Fact]
    public void One_bucket_with_all_sentences_has_the_bleu_of_the_corpus()
    {
        // Given
        var request = SomeComparison.Request with { Lengths = [1000] };
        var comparison = SomeComparison.Create();
        TranslatedRun[] runs = [.. comparison.Runs.Select((run, i) => new TranslatedRun(run.Facts, i == 0 ? SomeComparison.Better : SomeComparison.Worse, null))];

        // When
        var whole = RunComparison.Create(comparison.Test, runs, [SomeComparison.Config, SomeComparison.Config], request);

        // Then
        Assert.All(whole.Runs, run => Assert.Equal(run.Scores[0].Score, Assert.Single(run.BleuByLength), 12));
    }

    [Fact]
    public void Text_without_spaces_is_measured_in_characters()
    {
        Assert.Equal(("characters", 7), (RunComparison.Measure(["我昨天在北京。"]).Unit, RunComparison.Measure(["我昨天在北京。"]).Lengths[0]));
        Assert.Equal(("words", 2), (RunComparison.Measure(["one two"]).Unit, RunComparison.Measure(["one two"]).Lengths[0]));
    }

    [Fact]
    public void Only_settings_that_differ_are_listed_and_no_files()
    {
        // Given
        var other = SomeComparison.Config with
        {
            Data = SomeComparison.Config.Data with { Train = new Nmt.Text.Corpora.CorpusConfig { Source = "x.en", Target = "x.fr" }, MaxLength = 50 },
            Model = new ModelConfig { Dropout = 0.3 },
        };

        // When
        var settings = RunComparison.Differences([SomeComparison.Config, other]);

        // Then
        Assert.Equal([("data.max_length", "100|50"), ("model.dropout", "0.2|0.3")], settings.Select(setting => (setting.Path, string.Join('|', setting.Values))));
    }

    [Fact]
    public void Runs_are_named_by_their_folders_unless_two_have_the_same_name()
    {
        var named = RunFacts.WithNames([new RunFacts("x/run", ""), new RunFacts("y/run/", ""), new RunFacts("z/other/", "")]);

        Assert.Equal(["x/run", "y/run/", "other"], named.Select(run => run.Name));
    }

    [Fact]
    public void Speed_is_all_tokens_divided_by_the_time_that_they_took()
    {
        // Given: 100 tokens at 50 per second take 2 s, 300 at 100 per second 3 s: 400 / 5.
        UpdateRow[] rows = [new(10, 0, 1, 1, 1, 100, 50, 2), new(20, 0, 1, 1, 1, 400, 100, 9)];

        Assert.Equal(80, RunFacts.Speed(rows)!.Value, 9);
        Assert.Null(RunFacts.Speed([]));
    }

    [Theory]
    [InlineData("10,20", new[] { 10, 20 })]
    [InlineData("7", new[] { 7 })]
    [InlineData("20,10", null)]
    [InlineData("10,10", null)]
    [InlineData("0,10", null)]
    [InlineData("10,,20", null)]
    [InlineData("ten", null)]
    [InlineData("", null)]
    public void Lengths_are_ascending_numbers(string text, int[]? expected) => Assert.Equal(expected, CompareFlags.ParseLengths(text));
}
