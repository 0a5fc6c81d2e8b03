using Nmt.TestKit;

namespace Nmt.EndToEnd.Tests.Notices;

/// <summary>Files and pairs that training and validation do not use are named.</summary>
public sealed class UnusedPairTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TinyCorpus _corpus;

    public UnusedPairTests() => _corpus = new TinyCorpus(_folder, pairs: 60);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Validation_pairs_without_subwords_are_counted_and_the_first_is_named()
    {
        // Given
        File.AppendAllText(_folder.Of("valid.en"), "one\n \n");
        File.AppendAllText(_folder.Of("valid.de"), "\neins\n");

        // When
        var result = Train();

        // Then
        Assert.Equal(0, result.ExitCode);
        Assert.Contains(
            $"nmt: Warning: 2 of 22 validation pairs have a side without subwords, the first in line 21 of {_folder.Of("valid.en")}; they do not count in the loss, but in BLEU, chrF and TER",
            result.ErrorLines);
    }

    [Fact]
    public void Validation_set_without_any_usable_pair_is_refused_with_its_files()
    {
        // Given
        _folder.Write("valid.en", "\n");
        _folder.Write("valid.de", "eins\n");

        // When
        var result = Train();

        // Then
        Assert.Equal(3, result.ExitCode);
        Assert.Contains(
            $"nmt: every pair of {_folder.Of("valid.en")} and {_folder.Of("valid.de")} has a side without subwords", result.ErrorLines);
    }

    [Theory]
    [InlineData("train")]
    [InlineData("valid")]
    [InlineData("test")]
    public void Empty_file_among_several_is_named(string name)
    {
        // Given
        string empty = _folder.Write("empty.en", "");
        _folder.Write("empty.de", "");
        string key = name == "valid" ? "validation" : name;
        string config = _folder.Write(
            "several.yaml",
            TinyCorpus.ConfigText.Replace("data:\n", "data:\n  test: { source: test.en, target: test.de }\n", StringComparison.Ordinal)
                .Replace($"source: {name}.en", $"source: [empty.en, {name}.en]", StringComparison.Ordinal)
                .Replace($"target: {name}.de", $"target: [empty.de, {name}.de]", StringComparison.Ordinal));

        // When
        var result = NmtProcess.Run("train", "--config", config, "--run-dir", _folder.Of("run"), "--device", "cpu", "--set", "training.max_updates=1");

        // Then
        Assert.Equal((0, key), (result.ExitCode, key));
        Assert.Equal($"nmt: Warning: {empty}: the file is empty and adds no pairs", Assert.Single(result.ErrorLines, line => line.Contains("the file is empty")));
    }

    [Fact]
    public void Filters_that_drop_everything_name_all_files()
    {
        // Given
        string config = _folder.Write(
            "several.yaml",
            TinyCorpus.ConfigText.Replace("source: train.en", "source: [train.en, test.en]", StringComparison.Ordinal)
                .Replace("target: train.de", "target: [train.de, test.de]", StringComparison.Ordinal));

        // When
        var result = NmtProcess.Run(
            "train", "--config", config, "--run-dir", _folder.Of("run"), "--device", "cpu", "--set", "data.filters.min_words=50");

        // Then
        Assert.Equal(3, result.ExitCode);
        Assert.Contains(
            $"nmt: data.filters drops all 80 sentence pairs of {_folder.Of("train.en")} and {_folder.Of("train.de")}, {_folder.Of("test.en")} and {_folder.Of("test.de")}",
            result.ErrorLines);
    }

    private NmtResult Train(params string[] more) => NmtProcess.Run(
        ["train", "--config", _corpus.Config, "--run-dir", _folder.Of("run"), "--device", "cpu", "--set", "training.max_updates=1", .. more]);
}
