using System.Text.Json;
using Nmt.Text;
using Nmt.Training.Records;
using Serilog.Core;

namespace Nmt.Training.Tests.Records;

public sealed class RunJournalTests : IDisposable
{
    // sha256sum of a file that holds the three letters abc (FIPS 180-2, appendix B.1).
    private const string ShaOfAbc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    private readonly TinyExperiment _experiment = TinyExperiment.Digits();

    public void Dispose() => _experiment.Dispose();

    [Fact]
    public void Checksums_are_those_of_the_files_in_the_order_of_the_config()
    {
        // Given
        string abc = _experiment.PathOf("abc");
        File.WriteAllText(abc, "abc");
        string empty = _experiment.PathOf("empty");
        File.WriteAllText(empty, "");
        var corpus = new CorpusConfig { Source = abc, Target = empty };

        // When
        using var hashing = DataHashing.Begin(new DataConfig { Train = corpus, Validation = corpus });
        var files = hashing.Finish(CancellationToken.None);

        // Then
        Assert.Equal(["train.source", "train.target", "validation.source", "validation.target"], files.Select(file => file.Role));
        Assert.Equal(new FileFingerprint("train.source", abc, 3, ShaOfAbc), files[0]);
        Assert.Equal("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", files[3].Sha256);
    }

    [Fact]
    public void Record_says_that_a_run_is_running_and_later_how_it_ended()
    {
        // Given
        using var run = _experiment.Prepare();
        var journal = RunJournal.Begin(_experiment.Run, run, SomeStart, [], TimeProvider.System, Logger.None);
        string atFirst = Outcomes();

        // When
        var (outcome, state) = run.Train(Logger.None, new ProgressCollector(), validated: null, CancellationToken.None);
        journal.End(outcome, state);

        // Then
        Assert.Equal(("running", "completed 0-20"), (atFirst, Outcomes()));
    }

    [Fact]
    public void Every_start_of_a_run_is_kept()
    {
        // Given
        using (var run = _experiment.Prepare())
        {
            RunJournal.Begin(_experiment.Run, run, SomeStart, [], TimeProvider.System, Logger.None).Fail();
        }

        _experiment.TrainUntil(5);

        // When
        using var resumed = _experiment.Prepare();
        RunJournal.Begin(_experiment.Run, resumed, SomeStart, [], TimeProvider.System, Logger.None);

        // Then
        Assert.Equal("failed,running", Outcomes());
    }

    [Fact]
    public void Run_that_is_begun_anew_in_a_folder_forgets_what_lay_there()
    {
        // Given
        using var run = _experiment.Prepare();
        File.WriteAllText(_experiment.Run.Record, "not even JSON");

        // When
        RunJournal.Begin(_experiment.Run, run, SomeStart, [], TimeProvider.System, Logger.None);

        // Then
        Assert.Equal("running", Outcomes());
    }

    [Fact]
    public void Corpus_that_is_not_what_it_was_is_warned_of()
    {
        // Given
        var before = new FileFingerprint("train.source", "corpus.en", 3, ShaOfAbc);
        using (var run = _experiment.Prepare())
        {
            RunJournal.Begin(_experiment.Run, run, SomeStart, [before, before with { Path = "same.en" }], TimeProvider.System, Logger.None);
        }

        _experiment.TrainUntil(5);
        var warnings = new List<string>();
        using var log = new Serilog.LoggerConfiguration().WriteTo.Sink(new Sink(warnings)).CreateLogger();

        // When
        using var resumed = _experiment.Prepare();
        RunJournal.Begin(
            _experiment.Run, resumed, SomeStart, [before with { Sha256 = "0" }, before with { Path = "same.en" }], TimeProvider.System, log);

        // Then
        Assert.Equal("\"corpus.en\" is not the file that the run was trained with before: its SHA-256 was another", Assert.Single(warnings));
    }

    private static RunStart SomeStart => new()
    {
        Command = ["train"], Folder = "here", Nmt = "1", Dotnet = "10", Libtorch = "2", Host = "h", OperatingSystem = "o",
        Architecture = "a", Processors = 1, Threads = 1, Device = "cpu", Seed = 1,
    };

    /// <summary>How all starts ended, read without the library.</summary>
    private string Outcomes()
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(_experiment.Run.Record));
        return string.Join(',', json.RootElement.GetProperty("starts").EnumerateArray().Select(start =>
            start.GetProperty("outcome").GetString()
            + (start.TryGetProperty("last_update", out var last) ? $" {start.GetProperty("first_update").GetInt64()}-{last.GetInt64()}" : "")));
    }

    private sealed class Sink(List<string> messages) : ILogEventSink
    {
        public void Emit(Serilog.Events.LogEvent logEvent) => messages.Add(logEvent.RenderMessage(System.Globalization.CultureInfo.InvariantCulture));
    }
}
