using Nmt.TestKit;

namespace Nmt.EndToEnd.Tests.Outputs;

/// <summary>What <c>nmt train</c> does with files that are in its folder before the first start.</summary>
public sealed class NewRunFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public NewRunFolderTests() => _ = new TinyCorpus(_folder);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("./")]
    [InlineData("linked/")]
    public void Config_in_the_run_folder_is_not_replaced(string prefix)
    {
        // Given: relative paths of the corpora are resolved against the config's folder.
        Directory.CreateSymbolicLink(_folder.Of("linked"), _folder.Path);
        string text = "# written by hand\n" + TinyCorpus.ConfigText;
        string config = _folder.Write("config.yaml", text);

        // When
        var result = Train($"{prefix}config.yaml", ".");

        // Then
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Equal(
            $"nmt: --run-dir: a new run in {_folder.Path} would overwrite {config}; choose another --run-dir, or move the file\nTry 'nmt train --help'.\n",
            result.Error);
        Assert.Equal(text, File.ReadAllText(config));
        Assert.False(File.Exists(_folder.Of("train.log")));
    }

    [Theory]
    [InlineData("subwords.model")]
    [InlineData("vocab.txt")]
    [InlineData("samples.csv")]
    [InlineData("report.html")]
    public void Files_that_no_run_has_written_are_not_replaced(string name)
    {
        // Given
        string path = _folder.Write($"exp/{name}", "mine");

        // When
        var result = Train("tiny.yaml", "exp");

        // Then
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Equal(
            $"nmt: --run-dir: a new run in {_folder.Of("exp")} would overwrite {path}; choose another --run-dir, or move the file", result.ErrorLines[0]);
        Assert.Equal("mine", File.ReadAllText(path));
    }

    [Fact]
    public void Run_may_be_in_the_folder_of_its_corpora_and_resume_with_its_own_config()
    {
        // Given
        string before = File.ReadAllText(_folder.Of("train.en"));

        // When
        var first = Train("tiny.yaml", ".", "--set", "training.max_updates=2");
        var resumed = Train("config.yaml", ".", "--set", "training.max_updates=4");

        // Then
        Assert.Equal((0, 0), (first.ExitCode, resumed.ExitCode));
        Assert.Contains("Resuming from the checkpoint of update 2", resumed.Error, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllText(_folder.Of("train.en")));
        Assert.Equal(TinyCorpus.ConfigText, File.ReadAllText(_folder.Of("tiny.yaml")));
    }

    [Fact]
    public void Corpora_in_two_roles_train_and_the_check_reports_them()
    {
        // Given
        string[] same = ["--set", "data.validation.source=train.en", "--set", "data.validation.target=./train.de"];

        // When
        var check = NmtProcess.Run(new NmtCall(["data", "check", "--config", "tiny.yaml", .. same]) { Folder = _folder.Path });
        var copies = NmtProcess.Run(new NmtCall(["data", "check", "--config", "tiny.yaml", "--set", "data.train.target=train.en"]) { Folder = _folder.Path });
        var training = Train("tiny.yaml", "run", [.. same, "--set", "training.max_updates=2"]);

        // Then
        Assert.Equal((0, 0, 0), (check.ExitCode, copies.ExitCode, training.ExitCode));
        Assert.Contains("pair that is also in validation", check.Error, StringComparison.Ordinal);
        Assert.Contains("source and target are the same", copies.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bleu", "BLEU")]
    [InlineData("chrf", "chrF")]
    [InlineData("loss", "loss")]
    public void Early_stop_names_the_metric_and_the_settings(string metric, string name)
    {
        // When: without learning there is no improvement.
        var result = Train(
            "tiny.yaml", "run", "--set", $"training.metric={metric}", "--set", "training.patience=2", "--set", "training.validate_every=1",
            "--set", "training.optimizer.learning_rate=1e-12");

        // Then
        Assert.Equal(0, result.ExitCode);
        Assert.Contains($"No better {name} in 2 validations: stopping early (training.metric, training.patience)\n", result.Error, StringComparison.Ordinal);
        Assert.Contains($"No better {name} in 2 validations", File.ReadAllText(_folder.Of("run/train.log")), StringComparison.Ordinal);
    }

    private NmtResult Train(string config, string folder, params string[] more) =>
        NmtProcess.Run(new NmtCall(["train", "--config", config, "--run-dir", folder, "--device", "cpu", .. more]) { Folder = _folder.Path });
}
