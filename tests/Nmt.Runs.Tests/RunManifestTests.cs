using System.Text.Json;
using Nmt.Runs.Checkpoints;
using Nmt.TestKit;
using Nmt.Text.Corpora;
using Serilog;
using Serilog.Core;

namespace Nmt.Runs.Tests;

public sealed class RunManifestTests : IDisposable
{
    // sha256sum of a file containing the three letters abc (FIPS 180-2, appendix B.1).
    private const string ShaOfAbc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    private static readonly RunManifest.Start SomeStart = new()
    {
        Command = ["train"], Folder = "here", Nmt = "1", Dotnet = "10", Libtorch = "2", Host = "h", OperatingSystem = "o",
        Architecture = "a", Processors = 1, Threads = 1, Device = "cpu", Seed = 1,
    };

    private readonly TemporaryFolder _folder = new();
    private readonly RunFolder _run;

    public RunManifestTests()
    {
        _run = new RunFolder(_folder.Path);
        _folder.Write("config.yaml", "config");
        _folder.Write("subwords.model", "pieces");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Checksums_of_the_files_are_in_config_order()
    {
        // Given
        string abc = _folder.Write("abc", "abc");
        string empty = _folder.Write("empty", "");
        var corpus = new CorpusConfig { Source = abc, Target = empty };

        // When
        using var checksums = CorpusChecksums.Start(new DataConfig { Train = corpus, Validation = corpus });
        var files = checksums.Finish(CancellationToken.None);

        // Then
        Assert.Equal(["train.source", "train.target", "validation.source", "validation.target"], files.Select(file => file.Role));
        Assert.Equal(new FileFingerprint("train.source", abc, 3, ShaOfAbc), files[0]);
        Assert.Equal("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", files[3].Sha256);
    }

    [Theory]
    [InlineData(TrainingOutcome.Completed, "completed")]
    [InlineData(TrainingOutcome.StoppedEarly, "stopped_early")]
    [InlineData(TrainingOutcome.Interrupted, "interrupted")]
    public void Manifest_states_that_a_run_is_running_and_later_how_it_ended(TrainingOutcome outcome, string name)
    {
        // Given
        var manifest = Begin();
        string before = Outcomes();

        // When
        manifest.End(_run, DateTimeOffset.UnixEpoch, outcome, new TrainingState { Update = 20 });

        // Then
        Assert.Equal(("running", $"{name} 0-20"), (before, Outcomes()));
    }

    [Fact]
    public void Every_start_of_a_run_is_kept()
    {
        // Given
        Begin().Fail(_run, DateTimeOffset.UnixEpoch);

        // When
        Begin(firstUpdate: 5);

        // Then
        Assert.Equal("failed,running", Outcomes());
    }

    [Fact]
    public void New_run_in_a_folder_replaces_an_existing_manifest()
    {
        // Given
        File.WriteAllText(_run.Manifest, "not even JSON");

        // When
        Begin();

        // Then
        Assert.Equal("running", Outcomes());
    }

    [Fact]
    public void Changed_corpus_is_warned_about()
    {
        // Given
        var before = new FileFingerprint("train.source", "corpus.en", 3, ShaOfAbc);
        Begin(data: [before, before with { Path = "same.en" }]);
        var log = new LogCollector();

        // When
        Begin(firstUpdate: 5, data: [before with { Sha256 = "0" }, before with { Path = "same.en" }], log: log);

        // Then
        Assert.Equal("\"corpus.en\" has changed since the run was last started: its SHA-256 differs", Assert.Single(log.Warnings));
    }

    private RunManifest Begin(long firstUpdate = 0, IReadOnlyList<FileFingerprint>? data = null, ILogger? log = null) =>
        RunManifest.Begin(_run, SomeStart with { FirstUpdate = firstUpdate }, parameters: 1, data ?? [], log ?? Logger.None);

    /// <summary>How all starts ended, read independently of <see cref="RunManifest"/>.</summary>
    private string Outcomes()
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(_run.Manifest));
        return string.Join(',', json.RootElement.GetProperty("starts").EnumerateArray().Select(start =>
            start.GetProperty("outcome").GetString()
            + (start.TryGetProperty("last_update", out var last) ? $" {start.GetProperty("first_update").GetInt64()}-{last.GetInt64()}" : "")));
    }
}
