using Nmt.Metrics.Bleu;
using Nmt.Runs.Config;

namespace Nmt.Runs.Tests.Config;

public sealed class ValidationConfigTests : IDisposable
{
    private readonly ConfigFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Tokenizers_and_smoothing_methods_have_the_names_of_the_command_line()
    {
        Assert.All(BleuOptionNames.Tokenizers, name =>
            Assert.Equal(name, BleuOptionNames.NameOf(Load($"training.validation.tokenize={name}").ToBleuOptions().Tokenizer)));
        Assert.All(BleuOptionNames.Smoothings, name =>
            Assert.Equal(name, BleuOptionNames.NameOf(Load($"training.validation.smooth_method={name}").SmoothMethod)));
    }

    [Fact]
    public void Metrics_are_sacrebleus_defaults_but_for_the_tokenizer_that_a_run_chooses()
    {
        var validation = Load();

        Assert.Equal(ValidationTokenizer.Auto, validation.Tokenize);
        Assert.Throws<InvalidOperationException>(validation.ToBleuOptions);
        Assert.Equal(new BleuOptions(), (validation with { Tokenize = ValidationTokenizer.Mteval13a }).ToBleuOptions());
    }

    [Fact]
    public void Settings_are_written_and_read_back()
    {
        var config = _folder.Load(
            ConfigFolder.Minimal,
            "training.validation={tokenize: 13a, smooth_method: add-k, smooth_value: 0.5, lowercase: true, "
            + "chrf: {word_order: 2, beta: 3, lowercase: true}, ter: {normalized: true, asian_support: true}}",
            "data.languages={source: en, target: zho_Hans}");
        string path = _folder.Of("config.yaml");

        File.WriteAllText(path, ConfigWriter.ToYaml(config));

        Assert.Equal(config, ConfigLoader.LoadResolved(path, []));
    }

    [Fact]
    public void Run_without_a_tokenizer_is_from_before_the_setting_existed_and_used_13a()
    {
        string path = _folder.Of("config.yaml");
        File.WriteAllText(path, ConfigFolder.Minimal);

        Assert.Equal(ValidationTokenizer.Mteval13a, ConfigLoader.LoadResolved(path, []).Training.Validation.Tokenize);
    }

    [Theory]
    [InlineData("Chinese")]
    [InlineData("z")]
    [InlineData("zh TW")]
    [InlineData("")]
    public void Language_that_is_not_a_code_is_rejected(string name)
    {
        string error = _folder.ErrorOf(ConfigFolder.Minimal, $"data.languages.target='{name}'");

        Assert.StartsWith($"--set data.languages.target='{name}': data.languages.target: must be a language code such as en, zh or pt-BR; got", error, StringComparison.Ordinal);
    }

    private ValidationConfig Load(params string[] overrides) => _folder.Load(ConfigFolder.Minimal, overrides).Training.Validation;
}
