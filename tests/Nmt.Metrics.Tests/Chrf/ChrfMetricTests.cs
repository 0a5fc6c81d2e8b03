using Nmt.Metrics.Chrf;
using Nmt.Metrics.Statistics;

namespace Nmt.Metrics.Tests.Chrf;

public sealed class ChrfMetricTests
{
    [Fact]
    public void Score_equals_the_hand_computed_value()
    {
        // Given
        var metric = new ChrfMetric(new ChrfOptions { CharOrder = 2 });

        // When
        var score = metric.SentenceScore("a b c", ["abcd"]);

        // Then: spaces do not count. Unigrams 3 of 3 and 3 of 4, bigrams 2 of 2 and 2 of 3.
        // P = 1, R = (3/4 + 2/3)/2 = 17/24, F2 = 5PR/(4P + R) = (85/24)/(113/24) = 85/113.
        Assert.Equal(100 * 85.0 / 113, score.Score, 9);
        Assert.Equal("chrF2|nrefs:1|case:mixed|eff:yes|nc:2|nw:0|space:no|version:2.6.0 = 75.22", score.ToText());
    }

    [Theory]
    [InlineData("the same", "the same", 100)]
    [InlineData("abc", "xyz", 0)]
    [InlineData("", "abc", 0)]
    [InlineData("", "", 0)]
    public void Extremes_are_0_and_100(string hypothesis, string reference, double expected) =>
        Assert.Equal(expected, new ChrfMetric().SentenceScore(hypothesis, [reference]).Score, 9);

    [Fact]
    public void The_best_reference_of_a_segment_counts()
    {
        // Given
        var metric = new ChrfMetric();

        // When
        var score = metric.SentenceScore("guten Tag", ["hallo", "guten Tag", "guten Abend"]);

        // Then
        Assert.Equal(100, score.Score, 9);
        Assert.StartsWith("nrefs:3|", score.Signature.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("(hi) a, -b --", new[] { "(hi", ")", "a", ",", "-", "b", "-", "-" })]
    [InlineData("! x", new[] { "!", "x" })]
    public void One_punctuation_mark_is_split_off_a_word(string line, string[] expected) => Assert.Equal(expected, ChrfText.Words(line));

    [Fact]
    public void Characters_are_code_points() =>
        Assert.Equal([0x1F600, 'x', 0xD800], ChrfText.CodePoints("😀 x\uD800", includeWhitespace: false));

    [Theory]
    [InlineData(2, 0, "chrF2")]
    [InlineData(3, 2, "chrF3++")]
    public void Name_contains_beta_and_word_order(int beta, int wordOrder, string expected) =>
        Assert.Equal(expected, new ChrfMetric(new ChrfOptions { Beta = beta, WordOrder = wordOrder }).Name);

    [Fact]
    public void A_metric_without_any_order_is_rejected() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ChrfMetric(new ChrfOptions { CharOrder = 0 }));
}
