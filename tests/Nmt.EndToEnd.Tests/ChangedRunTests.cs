using Nmt.TestKit;

namespace Nmt.EndToEnd.Tests;

/// <summary>Resuming a run after something about it has changed.</summary>
[Collection(TrainedRunCollection.Name)]
public sealed class ChangedRunTests(TrainedRun run) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Changed_setting_is_rejected_and_named()
    {
        // When
        var result = NmtProcess.Run([.. run.TrainInto(run.Path), "--set", "model.dropout=0.3"]);

        // Then
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Contains("model.dropout", result.Error, StringComparison.Ordinal);
        Assert.Contains("started with a value other than 'dropout: 0.3'", result.Error, StringComparison.Ordinal);
        Assert.Equal("Try 'nmt train --help'.", result.ErrorLines[^1]);
    }

    [Fact]
    public void Limits_and_reports_may_change()
    {
        // Given
        string copy = run.CopyTo(_folder);

        // When
        var result = NmtProcess.Run(
            "train", "--config", run.Corpus.Config, "--run-dir", copy, "--device", "cpu", "--set", "training.max_updates=410",
            "--set", "training.log_every=5", "--set", "search.beam_size=2");

        // Then
        Assert.Equal((0, 410), (result.ExitCode, RunFiles.LatestUpdate(copy)));
        Assert.Contains("Resuming from the checkpoint of update 400 ", result.Error, StringComparison.Ordinal);
        Assert.Contains("Update 405 ", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Partially_written_row_of_the_validations_does_not_prevent_resuming()
    {
        // Given: the process was killed while writing the row after the last checkpoint.
        string copy = run.CopyTo(_folder);
        string validations = Path.Combine(copy, "validations.csv");
        string[] before = File.ReadAllLines(validations);
        File.AppendAllText(validations, "500,1.2");

        // When
        var result = NmtProcess.Run(run.TrainInto(copy));

        // Then
        Assert.Equal(("", 0), (result.ExitCode == 0 ? "" : result.Error, result.ExitCode));
        Assert.Equal(before, File.ReadAllLines(validations));
    }
}
