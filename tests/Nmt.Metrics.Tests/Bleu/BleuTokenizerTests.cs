using Nmt.Metrics.Bleu;
using Nmt.Metrics.Statistics;

namespace Nmt.Metrics.Tests.Bleu;

/// <summary>Expected tokens follow from the documented rules of the tokenizers, applied by hand.</summary>
public sealed class BleuTokenizerTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("  \t ", "")]
    [InlineData("plain words", "plain words")]
    [InlineData("Hello, world!", "Hello , world !")]
    [InlineData("It's 1,234.5 km.", "It's 1,234.5 km .")]
    [InlineData("in 1990.", "in 1990 .")]
    [InlineData("wait...", "wait . . .")]
    [InlineData("10-20 well-known", "10 - 20 well-known")]
    [InlineData(".5 a.b", ". 5 a . b")]
    [InlineData("&quot;a&quot; &amp;lt; &#39;", "\" a \" < & # 39 ;")]
    [InlineData("a<skipped>b c-\nd\ne", "ab cd e")]
    [InlineData("a\u001Cb\u00A0c\u200Bd", "a b c\u200Bd")]
    public void Mteval13a_separates_punctuation(string line, string expected) =>
        Assert.Equal(expected, new Mteval13aTokenizer().Tokenize(line));

    [Theory]
    [InlineData("", "")]
    [InlineData("in 1990.", "in 1990.")] // Nothing follows the period.
    [InlineData("in 1990. So", "in 1990 . So")]
    [InlineData("It's 1,234.5 km.", "It ' s 1,234.5 km .")]
    [InlineData("5€ ½%", "5 € ½%")] // % is punctuation at the line's end after a number.
    [InlineData("„Ja“ 😀😀", "„ Ja “ 😀 😀")]
    [InlineData("&lt;", "& lt ;")]
    public void International_follows_unicode_categories(string line, string expected) =>
        Assert.Equal(expected, new InternationalTokenizer().Tokenize(line));

    [Theory]
    [InlineData("", "")]
    [InlineData("ab", "a b")]
    [InlineData("a b", "a   b")]
    [InlineData("😀x", "😀 x")]
    public void Character_puts_a_space_between_code_points(string line, string expected) =>
        Assert.Equal(expected, new CharacterTokenizer().Tokenize(line));

    [Theory]
    [InlineData("", "")]
    [InlineData("北京abc", "北 京 abc")]
    [InlineData("12.5元。", "12.5 元 。")]
    [InlineData("in 1990.", "in 1990.")] // Unlike 13a, no space is assumed after the line's end.
    [InlineData("a€b", "a € b")] // One of the characters that count as Chinese by mistake.
    [InlineData("\U00020000\U00020001", "\U00020000\U00020001")] // And extension B does not.
    public void Chinese_separates_chinese_characters(string line, string expected) =>
        Assert.Equal(expected, new ChineseTokenizer().Tokenize(line));

    [Fact]
    public void None_changes_nothing() => Assert.Equal(" a,  b. ", new NoneTokenizer().Tokenize(" a,  b. "));

    [Fact]
    public void Lone_surrogates_pass_through_every_tokenizer()
    {
        IBleuTokenizer[] tokenizers =
            [new Mteval13aTokenizer(), new InternationalTokenizer(), new CharacterTokenizer(), new ChineseTokenizer(), new NoneTokenizer()];

        foreach (var tokenizer in tokenizers)
        {
            string[] tokens = tokenizer.Tokenize("\uD800 \uDC00").Split(' ', StringSplitOptions.RemoveEmptyEntries);

            Assert.Equal(["\uD800", "\uDC00"], tokens);
        }
    }

    [Fact]
    public void A_word_longer_than_any_buffer_is_kept_whole()
    {
        string marks = new('!', 3000);

        Assert.Equal(string.Join(' ', marks.AsEnumerable()), new Mteval13aTokenizer().Tokenize(marks));
    }

    [Fact]
    public void A_supplied_tokenizer_splits_the_lines_and_appears_in_the_signature()
    {
        // Given: a tokenizer that makes every "a" a separate token.
        var options = new BleuOptions { SuppliedTokenizer = new SuppliedTokenizer("splits-a", () => new SplitsA()) };

        // When
        var score = new BleuMetric(options).SentenceScore("xaxa", ["xaxa"]);

        // Then
        Assert.Equal(4, score.SysLen);
        Assert.Contains("|tok:splits-a|", score.Signature.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a|b")]
    [InlineData("a:b")]
    public void A_name_that_would_break_the_signature_is_rejected(string name) =>
        Assert.Throws<ArgumentException>(() => new BleuMetric(
            new BleuOptions { SuppliedTokenizer = new SuppliedTokenizer(name, () => new SplitsA()) }));

    private sealed class SplitsA : IBleuTokenizer
    {
        public string Tokenize(string line) => line.Replace("a", " a ", StringComparison.Ordinal);
    }
}
