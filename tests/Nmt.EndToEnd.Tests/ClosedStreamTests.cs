using Nmt.TestKit;

namespace Nmt.EndToEnd.Tests;

/// <summary>Standard streams closed by the caller: an immediate error, or nothing if they are not needed.</summary>
[Collection(TrainedRunCollection.Name)]
public sealed class ClosedStreamTests(TrainedRun run) : IDisposable
{
    private const string NoInput = "nmt: standard input is closed; name a file, or redirect a file or a pipe to it\n";
    private const string NoOutput = "nmt: standard output is closed; redirect it to a file or a pipe\n";

    // Only Linux tells whether a stream was closed.
    private static readonly bool CanTell = OperatingSystem.IsLinux();

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("translate --model RUN --device cpu", "translate")]
    [InlineData("score --model RUN --device cpu --input-format jsonl", "score")]
    [InlineData("bleu INPUT", "bleu")]
    [InlineData("subwords encode --model RUN/subwords.model", "subwords encode")]
    [InlineData("subwords decode --model RUN/subwords.model", "subwords decode")]
    public void Closed_input_is_a_usage_error_and_never_waited_for(string arguments, string verb)
    {
        if (!CanTell)
        {
            return;
        }

        // When
        var result = Shell($"{arguments} <&-");

        // Then
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Equal($"{NoInput}Try 'nmt {verb} --help'.\n", result.Error);
    }

    [Fact]
    public void Deleted_working_directory_is_a_usage_error()
    {
        if (!CanTell)
        {
            return;
        }

        // When
        string gone = Directory.CreateDirectory(_folder.Of("gone")).FullName;
        var result = NmtProcess.Shell($"cd {gone} && rmdir {gone} && {NmtProcess.Executable} translate --model {run.Path}");

        // Then
        Assert.Equal(2, result.ExitCode);
        Assert.Equal("nmt: the working directory no longer exists; change to another folder\nTry 'nmt translate --help'.\n", result.Error);
    }

    [Fact]
    public void Few_open_files_are_reported_first()
    {
        if (!CanTell)
        {
            return;
        }

        // When: enough for the runtime, but not always for the tensor library.
        var few = Shell("translate --model RUN --device cpu INPUT", "ulimit -n 110; ");
        var tooFew = Shell("translate --model RUN --device cpu INPUT", "ulimit -n 60; ");
        var enough = Shell("translate --model RUN --device cpu INPUT", "ulimit -n 256; ");

        // Then
        Assert.Equal(1, tooFew.ExitCode);
        Assert.Contains("open files", tooFew.Error, StringComparison.Ordinal);
        Assert.Contains("nmt: Warning: this process is limited to 110 open files (ulimit -n)", few.Error, StringComparison.Ordinal);
        Assert.Equal((0, ""), (enough.ExitCode, enough.Error));
    }

    [Theory]
    [InlineData("translate --model RUN --device cpu INPUT", "translate")]
    [InlineData("score --model RUN --device cpu INPUT INPUT", "score")]
    [InlineData("bleu INPUT -i INPUT", "bleu")]
    [InlineData("subwords encode --model RUN/subwords.model INPUT", "subwords encode")]
    public void Closed_output_is_a_usage_error(string arguments, string verb)
    {
        if (!CanTell)
        {
            return;
        }

        // When
        var result = Shell($"{arguments} >&-");

        // Then: messages about the data come first.
        Assert.Equal(2, result.ExitCode);
        Assert.EndsWith($"{NoOutput}Try 'nmt {verb} --help'.\n", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Streams_that_are_not_needed_may_be_closed()
    {
        if (!CanTell)
        {
            return;
        }

        // Given
        var expected = run.Translate("one two\n\nthree\n");

        // When: files for input and output, and no standard streams.
        var result = Shell($"translate --model RUN --device cpu INPUT --output {_folder.Of("out.txt")} <&- >&- 2>&-");

        // Then
        Assert.Equal(0, result.ExitCode);
        Assert.Equal(expected.OutputBytes, File.ReadAllBytes(_folder.Of("out.txt")));
    }

    [Fact]
    public void Closed_error_stream_hides_the_message_but_not_the_exit_code()
    {
        if (!CanTell)
        {
            return;
        }

        // When
        var result = Shell("translate --model RUN/nowhere 2>&-");

        // Then
        Assert.Equal((2, "", ""), (result.ExitCode, result.Output, result.Error));
    }

    /// <summary>Every verb that writes results, once for each code path that writes them.</summary>
    [Theory]
    [InlineData("translate --model RUN --device cpu INPUT")]
    [InlineData("translate --model RUN --device cpu --format jsonl INPUT")]
    [InlineData("score --model RUN --device cpu INPUT INPUT")]
    [InlineData("score --model RUN --device cpu --corpus INPUT INPUT")]
    [InlineData("bleu LINKS -i LINKS")]
    [InlineData("bleu --version")]
    [InlineData("aer --gold LINKS --hypotheses LINKS")]
    [InlineData("subwords encode --model RUN/subwords.model INPUT")]
    [InlineData("subwords encode --model RUN/subwords.model --generate-vocabulary true INPUT")]
    [InlineData("subwords decode --model RUN/subwords.model INPUT")]
    [InlineData("inspect RUN")]
    [InlineData("inspect RUN --format json")]
    [InlineData("data check --format json --source INPUT --target INPUT")]
    [InlineData("translate --help")]
    [InlineData("--version")]
    public void Every_verb_ends_with_the_exit_code_of_other_filters_when_its_output_is_closed(string arguments)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        // When: the reader of the pipe has ended before anything is written.
        var result = Shell($"{arguments} 2> {_folder.Of("err.txt")} | true; echo code ${{PIPESTATUS[0]}}");

        // Then: 128 + SIGPIPE, and no message.
        Assert.Equal("code 141\n", result.Output);
        Assert.DoesNotContain("nmt:", File.ReadAllText(_folder.Of("err.txt")), StringComparison.Ordinal);
    }

    [Fact]
    public void Training_ends_with_the_exit_code_of_other_filters_when_its_output_is_closed_before_the_score()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        // Given: a run that is complete except for the score of its test set.
        string[] train = run.TrainInto(run.CopyTo(_folder));

        // When
        var result = Shell($"{string.Join(' ', train)} 2> {_folder.Of("err.txt")} | true; echo code ${{PIPESTATUS[0]}}");

        // Then
        Assert.Equal("code 141\n", result.Output);
        Assert.DoesNotContain("nmt:", File.ReadAllText(_folder.Of("err.txt")), StringComparison.Ordinal);
    }

    private NmtResult Shell(string command, string before = "")
    {
        string links = _folder.Write("links.txt", "0-0 1-1\n");
        string input = _folder.Write("in.txt", "one two\n\nthree\n");
        return NmtProcess.Shell(
            $"{before}{NmtProcess.Executable} {command.Replace("RUN", run.Path, StringComparison.Ordinal).Replace("INPUT", input, StringComparison.Ordinal).Replace("LINKS", links, StringComparison.Ordinal)}");
    }
}
