using Nmt.Metrics.Bleu;
using Nmt.Metrics.Statistics;

namespace Nmt.Metrics.Tests.Bleu;

public sealed class BleuScoreTests
{
    // The line of sacreBLEU's own documentation has this layout; the numbers here are computed by hand: one matching sentence of
    // five tokens against six, BP = e^-0.2 = 0.8187.
    private static readonly BleuScore Score = new BleuMetric().SentenceScore("a b c d e", ["a b c d e f"]);

    [Fact]
    public void Line_has_the_layout_of_sacrebleu() => Assert.Equal(
        "BLEU|nrefs:1|case:mixed|eff:no|tok:13a|smooth:exp|version:2.6.0 = 81.87 "
        + "100.0/100.0/100.0/100.0 (BP = 0.819 ratio = 0.833 hyp_len = 5 ref_len = 6)",
        Score.ToText());

    [Fact]
    public void Short_signature_abbreviates_the_names() => Assert.Equal(
        "BLEU|#:1|c:mixed|e:no|tok:13a|s:exp|v:2.6.0 = 81.9 100.0/100.0/100.0/100.0 (BP = 0.819 ratio = 0.833 hyp_len = 5 ref_len = 6)",
        Score.ToText(width: 1, useShortSignature: true));

    [Theory]
    [InlineData(0, "82")]
    [InlineData(1, "81.9")]
    [InlineData(4, "81.8731")]
    public void Score_alone_has_the_requested_decimals(int width, string expected) => Assert.Equal(expected, Score.ToPlain(width));

    [Fact]
    public void Json_has_the_keys_of_sacrebleu_in_their_order()
    {
        const string Expected = """
            {
             "name": "BLEU",
             "score": 81.9,
             "signature": "nrefs:1|case:mixed|eff:no|tok:13a|smooth:exp|version:2.6.0",
             "verbose_score": "100.0/100.0/100.0/100.0 (BP = 0.819 ratio = 0.833 hyp_len = 5 ref_len = 6)",
             "nrefs": "1",
             "case": "mixed",
             "eff": "no",
             "tok": "13a",
             "smooth": "exp",
             "version": "2.6.0"
            }
            """;

        Assert.Equal(Expected, Score.ToJson());
    }

    [Theory]
    [InlineData(BleuSmoothing.Floor, null, "smooth:floor[0.10]")]
    [InlineData(BleuSmoothing.AddK, null, "smooth:add-k[1.00]")]
    [InlineData(BleuSmoothing.AddK, 0.125, "smooth:add-k[0.12]")]
    [InlineData(BleuSmoothing.None, 0.5, "smooth:none")]
    public void Signature_contains_the_smoothing_value_if_one_is_used(BleuSmoothing smoothing, double? value, string expected)
    {
        var metric = new BleuMetric(new BleuOptions { Smoothing = smoothing, SmoothValue = value });

        Assert.Contains($"|{expected}|", metric.Signature(1).ToString(), StringComparison.Ordinal);
    }
}
