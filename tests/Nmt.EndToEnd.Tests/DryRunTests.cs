using System.Text.Json;
using Nmt.TestKit;

namespace Nmt.EndToEnd.Tests;

/// <summary><c>nmt train --dry-run</c>.</summary>
[Collection(TrainedRunCollection.Name)]
public sealed class DryRunTests(TrainedRun run) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void New_run_is_described_and_nothing_is_written()
    {
        // When
        var result = DryRun(_folder.Of("new"));

        // Then: the figures are those of the real run.
        Assert.Equal(0, result.ExitCode);
        Assert.Equal($"run          new, in {_folder.Of("new")}", result.OutputLines[0]);
        Assert.Matches(@"(?m)^data         800 training pairs, [0-9,]+ source and [0-9,]+ target subwords$", result.Output);
        Assert.Matches(@"(?m)^subwords     BPE, 40 pieces, trained on the 1,600 lines of both sides$", result.Output);
        Assert.Matches(@"(?m)^training     400 updates to update 400, epoch \d+\.\d\d \(training\.max_updates\)$", result.Output);
        Assert.Matches(@"(?m)^validation   4; the best by BLEU is kept$", result.Output);
        Assert.Matches(@"(?m)^time         about 0:0\d:\d\d, and the test set$", result.Output);
        Assert.False(Directory.Exists(_folder.Of("new")));
        Assert.Empty(Directory.GetFileSystemEntries(Temporary));
    }

    [Fact]
    public void Run_that_would_resume_stays_byte_for_byte_the_same()
    {
        // Given
        string copy = run.CopyTo(_folder);
        var before = Contents(copy);

        // When
        var result = DryRun(copy, "--set", "training.max_updates=900", "--format", "json");

        // Then
        Assert.Equal(0, result.ExitCode);
        Assert.Equal(before, Contents(copy));
        Assert.Empty(Directory.GetFileSystemEntries(Temporary));
        using var json = JsonDocument.Parse(result.Output);
        var root = json.RootElement;
        Assert.Equal(
            (true, 400, 900, 5),
            (root.GetProperty("resumes").GetBoolean(), root.GetProperty("first_update").GetInt64(), root.GetProperty("last_update").GetInt64(),
                root.GetProperty("validations").GetInt64()));
        Assert.True(root.GetProperty("total_seconds").GetDouble() > 0);
    }

    [Fact]
    public void Config_that_cannot_resume_is_an_error_that_names_the_run()
    {
        // Given
        string copy = run.CopyTo(_folder);

        // When
        var result = DryRun(copy, "--set", "training.seed=7");

        // Then
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.StartsWith($"nmt: {Path.Combine(copy, "config.yaml")}: training.seed: the run in this folder was started", result.ErrorLines[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Format_without_a_dry_run_is_an_error()
    {
        var result = NmtProcess.Run("train", "--config", run.Corpus.Config, "--format", "json");

        Assert.Equal((2, "nmt: --format: applies only to the output of --dry-run"), (result.ExitCode, result.ErrorLines[0]));
    }

    [Fact]
    public void Signal_ends_it_and_leaves_nothing_behind()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        // Given
        using var process = NmtProcess.Start(Call(_folder.Of("new")));
        process.WaitForError("Dry run: measuring");

        // When
        process.Signal("INT");
        var result = process.Wait();

        // Then
        Assert.Equal((130, ""), (result.ExitCode, result.Output));
        Assert.Equal("nmt: the dry run was interrupted; it has changed nothing", result.ErrorLines[^1]);
        Assert.Empty(Directory.GetFileSystemEntries(Temporary));
        Assert.False(Directory.Exists(_folder.Of("new")));
    }

    private string Temporary => Directory.CreateDirectory(_folder.Of("temporary")).FullName;

    private NmtCall Call(string runDir, params string[] more) => new([.. run.TrainInto(runDir), "--dry-run", .. more])
    {
        Environment = new Dictionary<string, string> { ["TMPDIR"] = Temporary },
    };

    private NmtResult DryRun(string runDir, params string[] more) => NmtProcess.Run(Call(runDir, more));

    private static SortedDictionary<string, string> Contents(string folder) => new(
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .ToDictionary(file => file, file => $"{File.GetLastWriteTimeUtc(file):O} {Convert.ToHexString(File.ReadAllBytes(file))}"));
}
