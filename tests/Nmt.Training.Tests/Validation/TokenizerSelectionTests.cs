using Nmt.Runs.Config;
using Nmt.Text.Corpora;
using Nmt.Training.Validation;

namespace Nmt.Training.Tests.Validation;

public sealed class TokenizerSelectionTests
{
    private const string French = "Il trouve mon ordinateur.";
    private const string Chinese = "他找到了我的电脑。";

    private readonly LogLines _log = new();

    [Theory]
    [InlineData(null, French, ValidationTokenizer.Mteval13a, "13a: the validation references are in a script with spaces between words")]
    [InlineData(null, "1 2 3", ValidationTokenizer.Mteval13a, "13a: the validation references are without letters")]
    [InlineData(null, Chinese, ValidationTokenizer.Chinese, "zh: the validation references are in Chinese characters")]
    [InlineData(null, "私のパソコン", ValidationTokenizer.Character, "char: the validation references are in Japanese (sacreBLEU's ja-mecab is not included in nmt)")]
    [InlineData(null, "내 컴퓨터", ValidationTokenizer.Character, "char: the validation references are in Hangul (sacreBLEU's ko-mecab is not included in nmt)")]
    [InlineData(null, "คอมพิวเตอร์", ValidationTokenizer.Character, "char: the validation references are in the Thai script")]
    [InlineData("zh-TW", "1 2 3", ValidationTokenizer.Chinese, "zh: data.languages.target is zh-TW")]
    [InlineData("ja", Chinese, ValidationTokenizer.Character, "char: data.languages.target is ja")]
    [InlineData("fr", French, ValidationTokenizer.Mteval13a, "13a: the validation references are in a script with spaces between words")]
    public void New_run_chooses_by_the_target_language_or_else_by_the_script(
        string? language, string reference, ValidationTokenizer expected, string message)
    {
        var resolved = TokenizerSelection.Resolve(Config(ValidationTokenizer.Auto, language), [reference, ""], earlier: null, _log.Log);

        Assert.Equal(expected, resolved.Training.Validation.Tokenize);
        Assert.Equal(["BLEU tokenizer " + message], _log.Information);
        Assert.Empty(_log.Warnings);
    }

    [Fact]
    public void Setting_overrides_the_script()
    {
        var resolved = TokenizerSelection.Resolve(Config(ValidationTokenizer.Mteval13a), [Chinese], earlier: null, _log.Log);

        Assert.Equal(ValidationTokenizer.Mteval13a, resolved.Training.Validation.Tokenize);
        Assert.Equal(["BLEU tokenizer 13a: as set by training.validation.tokenize"], _log.Information);
        Assert.Empty(_log.Warnings);
    }

    [Fact]
    public void Resumed_run_keeps_its_tokenizer_and_warns_if_another_would_suit_it_better()
    {
        var resolved = TokenizerSelection.Resolve(Config(ValidationTokenizer.Auto), [Chinese], ValidationTokenizer.Mteval13a, _log.Log);

        Assert.Equal(ValidationTokenizer.Mteval13a, resolved.Training.Validation.Tokenize);
        Assert.Equal(["BLEU tokenizer 13a: as when this run started"], _log.Information);
        Assert.StartsWith(
            "The BLEU tokenizer zh suits this run better (the validation references are in Chinese characters), but it started with 13a and keeps it",
            Assert.Single(_log.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Resumed_run_with_the_right_tokenizer_does_not_warn()
    {
        TokenizerSelection.Resolve(Config(ValidationTokenizer.Auto), [Chinese], ValidationTokenizer.Chinese, _log.Log);

        Assert.Empty(_log.Warnings);
    }

    [Fact]
    public void Nothing_is_logged_if_nothing_is_scored_with_bleu()
    {
        var config = Config(ValidationTokenizer.Auto);
        config = config with
        {
            Training = config.Training with { Metric = ValidationMetric.Chrf, Validation = new ValidationConfig { Metrics = ValidationMetric.Ter } },
        };

        var resolved = TokenizerSelection.Resolve(config, [Chinese], earlier: null, _log.Log);

        Assert.Equal(ValidationTokenizer.Chinese, resolved.Training.Validation.Tokenize);
        Assert.Empty(_log.Information);
    }

    private static ExperimentConfig Config(ValidationTokenizer tokenizer, string? language = null)
    {
        var corpus = new CorpusConfig { Source = "a", Target = "b" };
        return new ExperimentConfig
        {
            Data = new DataConfig { Train = corpus, Validation = corpus, Languages = new LanguagesConfig { Target = language } },
        }.WithTokenizer(tokenizer);
    }
}
