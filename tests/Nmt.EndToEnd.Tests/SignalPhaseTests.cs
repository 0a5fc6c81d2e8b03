using Nmt.TestKit;

namespace Nmt.EndToEnd.Tests;

/// <summary>A signal at times when no update runs: before the first one, and while checkpoints are written.</summary>
public sealed class SignalPhaseTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TinyCorpus _corpus;

    public SignalPhaseTests() => _corpus = new TinyCorpus(_folder, pairs: 200);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("INT", 1, 130, "bpe")]
    [InlineData("HUP", 2, 129, "bpe")]
    [InlineData("TERM", 2, 143, "unigram")]
    public void Signal_stops_the_training_of_the_subword_model(string signal, int times, int code, string type)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        // Given: words whose model takes far longer than a moment.
        WriteRandomWords();
        var call = Train("--set", $"subwords.type={type}", "--set", "subwords.vocabulary_size=30000");

        // When: twice, the second time with the command that the first one printed.
        for (int start = 1; start <= 2; start++)
        {
            using var process = NmtProcess.Start(call);
            process.WaitForError("Training a ");
            for (int i = 0; i < times; i++)
            {
                process.Signal(signal);
            }

            var result = process.Wait();

            // Then
            Assert.Equal((code, ""), (result.ExitCode, result.Output));
            Assert.Equal($"nmt: interrupted before the first update; start again with: nmt {string.Join(' ', call.Arguments)}", result.ErrorLines[^1]);
            Assert.Equal(["train.log"], Directory.GetFileSystemEntries(Run).Select(path => Path.GetFileName(path)!));
        }
    }

    [Theory]
    [InlineData(false, "before the first update; start again with")]
    [InlineData(true, "before training resumed; resume with")]
    public void Signal_while_the_data_is_read_says_where_training_is(bool resumes, string expected)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        // Given: a corpus that ends when this test lets it.
        if (resumes)
        {
            Assert.Equal(0, NmtProcess.Run(Train("--set", "training.max_updates=3")).ExitCode);
        }

        string text = File.ReadAllText(_folder.Of("valid.en"));
        File.Delete(_folder.Of("valid.en"));
        NmtProcess.Shell($"mkfifo {_folder.Of("valid.en")}");
        var call = Train();
        using var process = NmtProcess.Start(call);
        process.WaitFor(() => File.Exists(Path.Combine(Run, ".lock")), "begin");
        using (var pipe = new StreamWriter(_folder.Of("valid.en")))
        {
            // When
            process.Signal("INT");
            process.Signal("INT");
            process.WaitForError("nmt: stopping");
            pipe.Write(text);
        }

        var result = process.Wait();

        // Then
        Assert.Equal((130, ""), (result.ExitCode, result.Output));
        Assert.Equal($"nmt: interrupted {expected}: nmt {string.Join(' ', call.Arguments)}", result.ErrorLines[^1]);
    }

    [Theory]
    [InlineData("INT", "INT", 130)]
    [InlineData("TERM", "HUP", 143)]
    public void Doubled_signal_while_checkpoints_are_written_loses_no_update(string first, string second, int code)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        // Given
        using var process = NmtProcess.Start(Train("--set", "training.checkpoint_every=1"));
        process.WaitForError("Update 20 ");
        process.WaitFor(() => Directory.EnumerateDirectories(Path.Combine(Run, "checkpoints"), "*.tmp").Any(), "write a checkpoint");

        // When
        process.Signal(first);
        process.Signal(second);
        var result = process.Wait();

        // Then
        Assert.Equal((code, ""), (result.ExitCode, result.Output));
        Assert.StartsWith(
            $"nmt: interrupted at update {RunFiles.LatestUpdate(Run)}; resume with: ", result.ErrorLines[^1], StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(Run, "*.tmp", SearchOption.AllDirectories));
        Assert.Equal(0, NmtProcess.Run("inspect", Run).ExitCode);
    }

    [Fact]
    public void Doubled_signal_while_the_test_set_is_translated_ends_with_the_code_of_the_first()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        // Given: a test set that takes a minute or more.
        string Repeat(string name) => _folder.Write("many." + name, string.Concat(Enumerable.Repeat(File.ReadAllText(_folder.Of("test." + name)), 2_000)));
        string[] test = ["--set", $"data.test.source={Repeat("en")}", "--set", $"data.test.target={Repeat("de")}"];
        using var process = NmtProcess.Start(Train(["--set", "training.max_updates=3", .. test]));
        process.WaitForError("Trained 3 updates");

        // When
        process.Signal("HUP");
        process.WaitForError("nmt: stopping ");
        process.Signal("INT");
        var result = process.Wait();

        // Then
        Assert.Equal((129, ""), (result.ExitCode, result.Output));
        Assert.StartsWith("nmt: interrupted while translating the test set; ", result.ErrorLines[^1], StringComparison.Ordinal);
    }

    private string Run => _folder.Of("run");

    private void WriteRandomWords()
    {
        var random = new Random(1);
        string Word() => string.Concat(Enumerable.Range(0, 10).Select(_ => (char)('a' + random.Next(26))));
        string text = string.Concat(Enumerable.Range(0, 60_000).Select(_ => $"{Word()} {Word()} {Word()}\n"));
        _folder.Write("train.en", text);
        _folder.Write("train.de", text);
    }

    private NmtCall Train(params string[] more) =>
        new(["train", "--config", _corpus.Config, "--run-dir", Run, "--device", "cpu", "--set", "training.max_updates=1000000", .. more]);
}
