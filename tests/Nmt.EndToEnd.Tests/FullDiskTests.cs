using Nmt.TestKit;

namespace Nmt.EndToEnd.Tests;

/// <summary>Full disks: real, small file systems. If none can be mounted, there is nothing to test.</summary>
[Collection(TrainedRunCollection.Name)]
public sealed class FullDiskTests(TrainedRun trained) : IDisposable
{
    private const string Full = "No space left on device";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // Room for this many checkpoints in addition to the other files: the first, second or third one does not fit.
    [Theory]
    [InlineData(0.5, 0)]
    [InlineData(1.5, 20)]
    [InlineData(2.5, 40)]
    public void Training_keeps_the_previous_checkpoint_and_ends_with_the_same_bytes_when_there_is_room_again(double checkpoints, long lastSaved)
    {
        // Given
        string whole = _folder.Of("whole");
        NmtProcess.Run(Train(whole));
        long checkpoint = Size(RunFiles.LatestCheckpoint(whole));
        long others = Size(whole) - (3 * checkpoint);
        using var disk = SmallDisk.TryMount(_folder.Of("disk"), others + (long)(checkpoints * checkpoint));
        if (disk is null)
        {
            return;
        }

        // When
        string run = disk.Of("run");
        var stopped = NmtProcess.Run(Train(run));

        // Then: one line explains the failure, the next says where the stack trace is.
        string left = lastSaved == 0 ? "there is no earlier checkpoint" : $"update-{lastSaved:D8} is unchanged, and training can resume from it";
        Assert.Equal((1, ""), (stopped.ExitCode, stopped.Output));
        Assert.StartsWith($"nmt: {run}/checkpoints/update-{lastSaved + 20:D8}: the checkpoint cannot be written: {Full}", stopped.ErrorLines[^2], StringComparison.Ordinal);
        Assert.EndsWith($"; {left}", stopped.ErrorLines[^2], StringComparison.Ordinal);
        Assert.StartsWith("nmt: details are in ", stopped.ErrorLines[^1], StringComparison.Ordinal);
        Assert.Equal(lastSaved > 0, RunFiles.HasCheckpoint(run));
        if (lastSaved > 0)
        {
            Assert.Equal((0, lastSaved), (NmtProcess.Run("inspect", run).ExitCode, RunFiles.LatestUpdate(run)));
        }

        // When
        disk.Grow(64 << 20);
        var resumed = NmtProcess.Run(Train(run));

        // Then
        Assert.Equal(0, resumed.ExitCode);
        Assert.All(["model.safetensors", "optimizer.safetensors"], file => Assert.Equal(
            File.ReadAllBytes(Path.Combine(RunFiles.LatestCheckpoint(whole), file)),
            File.ReadAllBytes(Path.Combine(RunFiles.LatestCheckpoint(run), file))));
        Assert.Equal(Updates(whole), Updates(run));
    }

    [Fact]
    public void Training_on_a_full_disk_stops_before_anything_is_read()
    {
        // Given
        using var disk = SmallDisk.TryMount(_folder.Of("disk"), 1 << 20);
        if (disk is null)
        {
            return;
        }

        disk.Fill();

        // When
        var result = NmtProcess.Run(Train(disk.Of("run")));

        // Then
        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.StartsWith($"nmt: {disk.Of("run")}: the run folder is not writable: {Full}", result.ErrorLines[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--output")]
    [InlineData("--alignments")]
    public void File_that_does_not_fit_leaves_the_existing_one_unchanged(string option)
    {
        // Given: more text than is buffered before it is written.
        using var disk = SmallDisk.TryMount(_folder.Of("disk"), 1 << 20);
        if (disk is null)
        {
            return;
        }

        File.WriteAllText(disk.Of("result"), "what was there\n");
        disk.Fill();
        string input = string.Concat(Enumerable.Repeat("one two three four five\n", 1000));

        // When
        var result = NmtProcess.Run(
            new NmtCall("translate", "--model", trained.Path, "--device", "cpu", "--beam", "1", option, disk.Of("result")).WithInput(input));

        // Then
        Assert.Equal(1, result.ExitCode);
        Assert.StartsWith($"nmt: {Full}", result.ErrorLines[0], StringComparison.Ordinal);
        Assert.Equal("what was there\n", File.ReadAllText(disk.Of("result")));
        Assert.Equal(["filling", "result"], Directory.GetFiles(disk.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    public static TheoryData<string[]> Verbs =>
    [
        ["translate", "--model", "RUN", "--device", "cpu"],
        ["translate", "--model", "RUN", "--device", "cpu", "--format", "jsonl"],
        ["bleu", "REFERENCE"],
        ["bleu", "REFERENCE", "--sentence-level"],
        ["subwords", "encode", "--model", "RUN/subwords.model"],
        ["inspect", "RUN"],
        ["--help"],
    ];

    [Theory]
    [MemberData(nameof(Verbs))]
    public void Output_that_cannot_be_written_is_an_error(string[] arguments)
    {
        const string device = "/dev/full";
        if (!File.Exists(device))
        {
            return;
        }

        // Given
        string reference = trained.FileOfCorpus("test.de");
        string command = string.Join(' ', arguments)
            .Replace("RUN", trained.Path, StringComparison.Ordinal).Replace("REFERENCE", reference, StringComparison.Ordinal);

        // When
        var result = NmtProcess.Shell($"'{NmtProcess.Executable}' {command} < '{reference}' > {device}");

        // Then
        Assert.Equal(1, result.ExitCode);
        Assert.StartsWith($"nmt: {Full}", result.ErrorLines[0], StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
    }

    private static long Size(string folder) =>
        Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Sum(file => ((new FileInfo(file).Length + 4095) / 4096) * 4096);

    /// <summary>The rows of updates.csv, without times and speeds.</summary>
    private static IEnumerable<string> Updates(string run) =>
        File.ReadLines(Path.Combine(run, "updates.csv")).Select(line => string.Join(',', line.Split(',')[..6]));

    private NmtCall Train(string run) => new(
        "train", "--config", trained.Corpus.Config, "--run-dir", run, "--device", "cpu", "--set", "training.keep_last=5",
        "--set", "training.keep_best=5");
}
