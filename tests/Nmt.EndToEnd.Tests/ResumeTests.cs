using Nmt.TestKit;

namespace Nmt.EndToEnd.Tests;

public sealed class ResumeTests : IDisposable
{
    private const int ValidateEvery = 20;

    private readonly TemporaryFolder _folder = new();
    private readonly TinyCorpus _corpus;

    public ResumeTests() => _corpus = new TinyCorpus(_folder, pairs: 200);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Interrupted_training_ends_with_the_same_bytes_as_uninterrupted_training()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        // Given: interrupted in the middle of epochs, between validations, by SIGINT, SIGTERM and SIGKILL.
        string broken = _folder.Of("broken");
        long first = StopAfter(broken, "Update 10 ", "INT");
        long second = StopAfter(broken, $"Update {((first / 10) + 2) * 10} ", "TERM");
        KillAfter(broken, $"Update {((second / 10) + 2) * 10} ");
        long last = ((RunFiles.LatestUpdate(broken) / ValidateEvery) + 2) * ValidateEvery;

        // When
        var brokenResult = NmtProcess.Run(Train(broken, last));
        var wholeResult = NmtProcess.Run(Train(_folder.Of("whole"), last));

        // Then
        Assert.Equal((0, 0), (brokenResult.ExitCode, wholeResult.ExitCode));
        Assert.Equal((last, last), (RunFiles.LatestUpdate(broken), RunFiles.LatestUpdate(_folder.Of("whole"))));
        Assert.All(["model.safetensors", "optimizer.safetensors"], file => Assert.Equal(
            File.ReadAllBytes(Path.Combine(RunFiles.LatestCheckpoint(_folder.Of("whole")), file)),
            File.ReadAllBytes(Path.Combine(RunFiles.LatestCheckpoint(broken), file))));
        Assert.Equal(Scores(_folder.Of("whole")), Scores(broken));
    }

    [Fact]
    public void Killed_training_leaves_a_checkpoint_that_translates_and_resumes()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        // Given
        string run = _folder.Of("run");
        long before = 0;
        foreach (int delay in new[] { 0, 170, 410 })
        {
            // When: killed at any moment, perhaps in the middle of a checkpoint.
            string resumed = KillLater(run, before, TimeSpan.FromMilliseconds(delay));

            // Then
            Assert.Contains(
                before == 0 ? "Training a BPE model" : $"Resuming from the checkpoint of update {before} ", resumed, StringComparison.Ordinal);
            long after = RunFiles.LatestUpdate(run);
            Assert.True(after > before, $"at update {after}, was at {before}");
            before = after;
            var translated = NmtProcess.Run(new NmtCall("translate", "--model", run, "--device", "cpu").WithInput("one\n"));
            Assert.Equal((0, 1), (translated.ExitCode, translated.OutputLines.Count));
        }
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public void Training_killed_in_updates_and_in_checkpoint_writes_ends_with_the_same_bytes(int seed)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        // Given: a checkpoint after every update; half of the kills wait until one is being written.
        string broken = _folder.Of("broken");
        string[] settings = ["--set", "training.checkpoint_every=1", "--set", FormattableString.Invariant($"training.seed={seed}")];
        var random = new Random(seed);
        for (int kill = 0; kill < 6; kill++)
        {
            using var process = NmtProcess.Start(Train(broken, 1_000_000, settings));
            long before = RunFiles.LatestUpdateOrNone(broken);
            process.WaitFor(() => RunFiles.LatestUpdateOrNone(broken) > before, $"get beyond update {before}");
            Thread.Sleep(random.Next(60));
            if (kill % 2 == 0)
            {
                process.WaitFor(() => Directory.EnumerateDirectories(Path.Combine(broken, "checkpoints"), "*.tmp").Any(), "write a checkpoint");
            }

            process.Signal("KILL");
            process.Wait();
            Assert.Equal(0, NmtProcess.Run("inspect", broken).ExitCode);
        }

        long last = RunFiles.LatestUpdate(broken) + 3;

        // When
        NmtProcess.Run(Train(broken, last, settings));
        NmtProcess.Run(Train(_folder.Of("whole"), last, settings));

        // Then
        Assert.Equal((last, last), (RunFiles.LatestUpdate(broken), RunFiles.LatestUpdate(_folder.Of("whole"))));
        Assert.All(["model.safetensors", "optimizer.safetensors"], file => Assert.Equal(
            File.ReadAllBytes(Path.Combine(RunFiles.LatestCheckpoint(_folder.Of("whole")), file)),
            File.ReadAllBytes(Path.Combine(RunFiles.LatestCheckpoint(broken), file))));
        Assert.Equal(Scores(_folder.Of("whole")), Scores(broken));
    }

    /// <summary>Trains until a line of the log appears, then requests a stop; returns the update at which training stopped.</summary>
    private long StopAfter(string run, string line, string signal)
    {
        using var process = NmtProcess.Start(Train(run, 1_000_000));
        process.WaitForError(line);
        process.Signal(signal);
        Assert.Equal(signal == "INT" ? 130 : 143, process.Wait().ExitCode);
        return RunFiles.LatestUpdate(run);
    }

    private void KillAfter(string run, string line)
    {
        using var process = NmtProcess.Start(Train(run, 1_000_000));
        process.WaitForError(line);
        process.Signal("KILL");
        process.Wait();
    }

    /// <summary>Trains until there is a newer checkpoint, and for a while longer; returns the standard error of the process.</summary>
    private string KillLater(string run, long update, TimeSpan delay)
    {
        using var process = NmtProcess.Start(Train(run, 1_000_000, "--set", "training.checkpoint_every=1"));
        process.WaitFor(() => RunFiles.HasCheckpoint(run) && RunFiles.LatestUpdateOrNone(run) > update, $"get beyond update {update}");
        Thread.Sleep(delay);
        process.Signal("KILL");
        process.Wait();
        return process.ErrorSoFar;
    }

    private NmtCall Train(string run, long updates, params string[] more) => new(
        ["train", "--config", _corpus.Config, "--run-dir", run, "--device", "cpu", "--set", $"training.validate_every={ValidateEvery}",
            "--set", FormattableString.Invariant($"training.max_updates={updates}"), .. more]);

    /// <summary>The validations, without the columns of times and speeds.</summary>
    private static IEnumerable<string> Scores(string run) => File.ReadLines(Path.Combine(run, "validations.csv"))
        .Select(line => line.Split(',')).Select(row => string.Join(',', row[0], row[1], row[3], row[4], row[5], row[6], row[7], row[8], row[11]));
}
