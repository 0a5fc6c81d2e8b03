namespace Nmt.EndToEnd.Tests.Scoring;

/// <summary>sacreBLEU's advice about the tokenizers of Chinese, Japanese and Korean.</summary>
public sealed class TokenizerAdviceTests : ScoringFolder
{
    private readonly string _reference;

    public TokenizerAdviceTests() => _reference = Write("ref", "一 二 三 四 五");

    [Theory]
    [InlineData("en-zh", "13a", "zh for Chinese; use --tokenize zh: scores with 13a are not comparable with those")]
    [InlineData("en-zh", "char", "zh for Chinese; use --tokenize zh: scores with char are not comparable with those")]
    [InlineData("en-zh", "none", "zh for Chinese; use --tokenize zh: scores with none are not comparable with those")]
    [InlineData("en-ja", "char", "ja-mecab for Japanese, which nmt does not include; scores with char are not comparable with those")]
    [InlineData("de-ko", "intl", "ko-mecab for Korean, which nmt does not include; scores with intl are not comparable with those")]
    public void Another_tokenizer_than_sacrebleus_causes_a_warning(string pair, string tokenizer, string expected)
    {
        // When
        var result = Bleu(_reference, "-i", _reference, "-l", pair, "-tok", tokenizer, "-b");

        // Then
        Assert.Equal((0, "100.0\n"), (result.ExitCode, result.Output));
        Assert.Equal($"nmt: Warning: --language-pair {pair}: sacreBLEU recommends the tokenizer {expected}\n", result.Error);
    }

    [Theory]
    [InlineData("-l", "en-zh", "-tok", "zh")]
    [InlineData("-l", "en-zh")]
    [InlineData("-l", "en-zh", "-tok", "char", "-q")]
    [InlineData("-tok", "char")]
    public void There_is_no_warning_otherwise(params string[] flags)
    {
        // When
        var result = Bleu([_reference, "-i", _reference, "-b", .. flags]);

        // Then
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
    }

    [Theory]
    [InlineData("nmt: Warning: -l has no effect with --tokenize", "-l", "zh-en", "-tok", "char")]
    [InlineData("nmt: Warning: -l has no effect without --metrics bleu", "-l", "en-ja", "-m", "chrf")]
    [InlineData("nmt: Warning: -tok has no effect without --metrics bleu", "-tok", "char", "-m", "chrf")]
    public void Flag_without_an_effect_causes_a_warning_about_that_alone(string expected, params string[] flags)
    {
        // When
        var result = Bleu([_reference, "-i", _reference, "-b", .. flags]);

        // Then
        Assert.Equal((0, expected + "\n"), (result.ExitCode, result.Error));
    }
}
