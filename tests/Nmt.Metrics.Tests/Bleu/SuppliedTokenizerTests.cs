namespace Nmt.Metrics.Tests;

public sealed class SuppliedTokenizerTests
{
    [Fact]
    public void A_tokenizer_from_outside_splits_the_lines_and_signs_the_score()
    {
        // Given: a tokenizer that makes every "a" a token of its own.
        var options = new BleuOptions { SuppliedTokenizer = new SuppliedTokenizer("splits-a", () => new SplitsA()) };

        // When
        BleuScore score = new BleuMetric(options).SentenceScore("xaxa", ["xaxa"]);

        // Then
        Assert.Equal(4, score.SysLen);
        Assert.Contains("|tok:splits-a|", score.Signature.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a|b")]
    [InlineData("a:b")]
    public void A_name_that_would_break_the_signature_is_refused(string name) =>
        Assert.Throws<ArgumentException>(() => new BleuMetric(
            new BleuOptions { SuppliedTokenizer = new SuppliedTokenizer(name, () => new SplitsA()) }));

    private sealed class SplitsA : IBleuTokenizer
    {
        public string Tokenize(string line) => line.Replace("a", " a ", StringComparison.Ordinal);
    }
}
