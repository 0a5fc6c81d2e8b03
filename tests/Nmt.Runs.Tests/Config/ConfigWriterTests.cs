using System.Text.RegularExpressions;
using Nmt.Runs.Config;
using Nmt.Text.Corpora;

namespace Nmt.Runs.Tests.Config;

public sealed class ConfigWriterTests : IDisposable
{
    private readonly ConfigFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Written_config_is_read_back_equal_from_another_folder()
    {
        var config = _folder.Load(
            ConfigFolder.Minimal,
            "search={beam_size: 12, n_best: 3, length_penalty: gnmt, length_penalty_alpha: 0.1}",
            "training.optimizer={type: adamw, learning_rate: 3.3e-5, beta2: 0.98}",
            "training.max_updates=123456789012",
            "model.decoder.input_feeding=false",
            $"subwords={{model: '{_folder.Of("b")}', normalization: nmt_nfkc}}");
        string path = _folder.Of("texts/config.yaml");

        File.WriteAllText(path, ConfigWriter.ToYaml(config));

        Assert.Equal(config, ConfigLoader.Load(path, []));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("5")]
    [InlineData("~")]
    [InlineData("a: b # c")]
    [InlineData("with \"quotes\" and \\ and 'others'")]
    [InlineData("ünïcödé 文 😀")]
    [InlineData("line\nbreak\tand tab")]
    [InlineData(" lead and trail ")]
    [InlineData("many words and many more words and many more words and many more words and many more words and many more")]
    public void File_of_any_name_is_read_back(string name)
    {
        string file = _folder.Of(name);
        var loaded = _folder.Load(ConfigFolder.Minimal);
        var config = loaded with { Subwords = loaded.Subwords with { Model = file } };
        File.WriteAllText(file, "");

        File.WriteAllText(_folder.Of("written.yaml"), ConfigWriter.ToYaml(config));

        Assert.Equal(file, ConfigLoader.Load(_folder.Of("written.yaml"), []).Subwords.Model);
    }

    [Fact]
    public void Relative_path_is_written_as_absolute()
    {
        var files = new CorpusConfig { Source = "some.src", Target = "some.tgt" };
        var config = new ExperimentConfig { Data = new DataConfig { Train = files, Validation = files } };

        string yaml = ConfigWriter.ToYaml(config);

        Assert.Contains($"source: \"{Path.Combine(Environment.CurrentDirectory, "some.src")}\"\n", yaml, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_key_is_written()
    {
        string yaml = ConfigWriter.ToYaml(_folder.Load(ConfigFolder.Minimal));

        // One line of each kind, as a user would write it.
        Assert.Contains("  test: null\n", yaml, StringComparison.Ordinal);
        Assert.Contains("\n  model: null\n", yaml, StringComparison.Ordinal);
        Assert.Contains("\n  normalization: nmt_nfkc\n", yaml, StringComparison.Ordinal);
        Assert.Contains("\n    reverse_source: false\n", yaml, StringComparison.Ordinal);
        Assert.Contains("\n    learning_rate: 0.001\n", yaml, StringComparison.Ordinal);
        Assert.Contains($"\n    source: \"{_folder.Of("a")}\"\n", yaml, StringComparison.Ordinal);
        Assert.StartsWith("data:\n", yaml, StringComparison.Ordinal);
        Assert.DoesNotContain('\r', yaml);
        Assert.Equal(
            CountOfKeys(typeof(ExperimentConfig)) - CountOfKeys(typeof(CorpusConfig)) - CountOfKeys(typeof(Text.Subwords.Sampling.SubwordRegularizationConfig))
                - (2 * CountOfKeys(typeof(Text.SubwordTraining.SideSubwordsConfig))),
            Keys(yaml));
    }

    // The test corpus, sampling and the subwords per side are null, so only the keys of their sections are not written.
    private static int CountOfKeys(Type type) => type.GetProperties().Where(property => property.CanWrite).Sum(property =>
    {
        var value = property.PropertyType;
        var item = value.IsGenericType && value.GetGenericTypeDefinition() == typeof(OneOrMore<>) ? value.GetGenericArguments()[0] : value;
        return 1 + (item.IsClass && item != typeof(string) ? CountOfKeys(item) : 0);
    });

    private static int Keys(string yaml) => Regex.Count(yaml, "^ *[a-z0-9_]+:", RegexOptions.Multiline);
}
