using Nmt.TestKit;

namespace Nmt.EndToEnd.Tests;

/// <summary>How training ends when signals, another process or the disk end it.</summary>
public sealed class StopTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TinyCorpus _corpus;

    public StopTests() => _corpus = new TinyCorpus(_folder, pairs: 200);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("HUP", 129)]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    public void Signal_saves_the_state_and_the_last_line_resumes(string signal, int code)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        // Given
        string run = _folder.Of("run");
        using var process = NmtProcess.Start(Train(run, "--fresh"));
        process.WaitForError("Update 10 ");

        // When
        process.Signal(signal);
        var result = process.Wait();

        // Then
        Assert.Equal((code, ""), (result.ExitCode, result.Output));
        Assert.Equal(
            $"nmt: interrupted at update {RunFiles.LatestUpdate(run)}; resume with: nmt {string.Join(' ', Train(run).Arguments)}", result.ErrorLines[^1]);
    }

    [Fact]
    public void Signal_during_a_validation_does_not_wait_for_its_end()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        // Given: a validation that takes far longer than an update, after update 10.
        string run = _folder.Of("run");
        var (source, target) = ManyLines();
        var call = Train(
            run, "--set", $"data.validation.source={source}", "--set", $"data.validation.target={target}", "--set", "training.validate_every=10");
        using var process = NmtProcess.Start(call);
        process.WaitForError("Update 10 ");

        // When
        process.Signal("TERM");
        var result = process.Wait();

        // Then
        Assert.Equal((143, 10), (result.ExitCode, RunFiles.LatestUpdate(run)));
        Assert.Equal($"nmt: interrupted at update 10; resume with: nmt {string.Join(' ', call.Arguments)}", result.ErrorLines[^1]);
        Assert.False(File.Exists(Path.Combine(run, "validations.csv")));
    }

    [Fact]
    public void Signal_while_the_test_set_is_translated_ends_with_its_code_and_what_to_do()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        // Given
        string run = _folder.Of("run");
        var (source, target) = ManyLines();
        var call = Train(run, "--set", $"data.test.source={source}", "--set", $"data.test.target={target}", "--set", "training.max_updates=10");
        using var process = NmtProcess.Start(call);
        process.WaitForError("Trained 10 updates");

        // When
        process.Signal("INT");
        var result = process.Wait();

        // Then
        Assert.Equal((130, ""), (result.ExitCode, result.Output));
        Assert.Equal(
            $"nmt: interrupted while translating the test set; training is complete; to translate the test set again: nmt {string.Join(' ', call.Arguments)}",
            result.ErrorLines[^1]);
        Assert.Contains("\"outcome\": \"completed\"", File.ReadAllText(Path.Combine(run, "run.json")), StringComparison.Ordinal);
    }

    [Fact]
    public void Second_training_in_the_same_folder_is_rejected_and_the_first_continues()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        // Given
        string run = _folder.Of("run");
        using var first = NmtProcess.Start(Train(run));
        first.WaitForError("Update 10 ");

        // When
        var second = NmtProcess.Run(Train(run));
        var third = NmtProcess.Run(Train(run));
        first.Signal("TERM");

        // Then
        Assert.Equal((1, ""), (second.ExitCode, second.Output));
        Assert.Equal(second.ErrorLines[0], third.ErrorLines[0]);
        Assert.Equal($"nmt: {run}: another nmt process is using this folder; wait for it to finish, or choose another --run-dir", second.ErrorLines[0]);
        Assert.Equal(143, first.Wait().ExitCode);
        Assert.False(File.Exists(Path.Combine(run, ".lock")));
        Assert.Equal(0, NmtProcess.Run(Train(run, "--set", "training.max_updates=1")).ExitCode);
    }

    [Fact]
    public void Fresh_run_needs_an_empty_folder()
    {
        // Given
        string file = _folder.Write("run/notes.txt", "mine");

        // When
        var result = NmtProcess.Run(Train(_folder.Of("run"), "--fresh"));

        // Then
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.StartsWith($"nmt: --fresh: the folder is not empty: {_folder.Of("run")}; ", result.Error, StringComparison.Ordinal);
        Assert.Equal([file], Directory.GetFileSystemEntries(_folder.Of("run")));
    }

    [Fact]
    public void Read_only_folder_is_named_before_anything_is_read()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        // When: nobody, not even root, can create files there.
        var result = NmtProcess.Run(Train("/proc/nmt-run"));

        // Then
        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.StartsWith("nmt: /proc/nmt-run: the run folder is not writable: ", result.Error, StringComparison.Ordinal);
    }

    /// <summary>A text that takes more than a minute to translate.</summary>
    private (string Source, string Target) ManyLines()
    {
        string Repeat(string name) => _folder.Write("many." + name, string.Concat(Enumerable.Repeat(File.ReadAllText(_folder.Of("valid." + name)), 2_000)));
        return (Repeat("en"), Repeat("de"));
    }

    private NmtCall Train(string run, params string[] more) => new(
        ["train", "--config", _corpus.Config, "--run-dir", run, "--device", "cpu", "--set", "training.max_updates=1000000", .. more.Where(o => o != "--fresh"),
            .. more.Where(o => o == "--fresh")]);
}
