using Nmt.TestKit;

namespace Nmt.EndToEnd.Tests.Translating;

/// <summary>Translating input from a pipe as it arrives.</summary>
[Collection(TrainedRunCollection.Name)]
public sealed class StreamTests(TrainedRun run) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Each_line_is_answered_before_the_next_one_is_sent()
    {
        // Given
        string[] lines = ["", "one two", "three", "", "four five six"];
        var whole = run.Translate(string.Join('\n', lines) + "\n");
        using var process = NmtProcess.Start(Call() with { Input = null });

        // When: each line is sent after the previous one has been answered.
        for (int i = 0; i < lines.Length; i++)
        {
            process.Write(lines[i] + "\n");
            int expected = i + 1;
            process.WaitFor(() => process.OutputSoFar.Count(character => character == '\n') == expected, $"answer line {expected}");
        }

        process.CloseInput();
        var result = process.Wait();

        // Then
        Assert.Equal(0, result.ExitCode);
        Assert.Equal(whole.OutputLines, result.OutputLines);
    }

    [Fact]
    public void Last_line_without_an_end_is_answered_when_the_input_ends()
    {
        // When
        var result = run.Translate("one\ntwo");

        // Then
        Assert.Equal(2, result.OutputLines.Count);
        Assert.NotEqual("", result.OutputLines[1]);
    }

    [Fact]
    public void Bad_line_is_answered_with_an_empty_one_and_a_warning()
    {
        // When
        var result = NmtProcess.Run(Call() with { Input = [.. "one\n"u8, 0xC3, 0x28, (byte)'\n', .. "two\n"u8] });

        // Then
        Assert.Equal(0, result.ExitCode);
        Assert.Equal(3, result.OutputLines.Count);
        Assert.Equal("", result.OutputLines[1]);
        Assert.NotEqual("", result.OutputLines[2]);
        Assert.Equal(
            "nmt: Warning: standard input:2: invalid UTF-8 (byte 0xC3 at byte offset 0 of the line); writing an empty line\n", result.Error);
    }

    [Fact]
    public void Bad_line_ends_a_strict_translation_after_the_lines_before_it()
    {
        // When
        var result = NmtProcess.Run(Call("--strict") with { Input = [.. "one\n"u8, 0xC3, 0x28, (byte)'\n', .. "two\n"u8] });

        // Then
        Assert.Equal(3, result.ExitCode);
        Assert.Single(result.OutputLines);
        Assert.Equal("nmt: standard input:2: invalid UTF-8 (byte 0xC3 at byte offset 0 of the line)\n", result.Error);
    }

    [Fact]
    public void Redirected_file_is_checked_like_a_named_one()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        // Given
        string path = _folder.Of("bad.txt");
        File.WriteAllBytes(path, [.. "one\n"u8, 0xFF, (byte)'\n']);

        // When
        var result = NmtProcess.Shell($"{Command()} < {path}");

        // Then
        Assert.Equal((3, ""), (result.ExitCode, result.Output));
    }

    [Fact]
    public void Program_ends_quietly_when_its_output_is_closed()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        // Given: far more than one batch.
        string input = _folder.Write("many.txt", string.Concat(Enumerable.Repeat("one two three\n", 5000)));

        // When
        var result = NmtProcess.Shell($"{Command()} {input} 2> {_folder.Of("err.txt")} | head -n 1; echo code ${{PIPESTATUS[0]}}");

        // Then: like other filters, 128 + SIGPIPE.
        Assert.Equal("code 141", result.OutputLines[1]);
        Assert.Equal("", File.ReadAllText(_folder.Of("err.txt")));
    }

    [Fact]
    public void Interrupted_stream_keeps_earlier_answers()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        // Given
        using var process = NmtProcess.Start(Call() with { Input = null });
        process.Write("one\n");
        process.WaitFor(() => process.OutputSoFar.EndsWith('\n'), "answer");

        // When
        process.Signal("INT");
        var result = process.Wait();

        // Then
        Assert.Equal(130, result.ExitCode);
        Assert.Single(result.OutputLines);
    }

    private NmtCall Call(params string[] more) => new(["translate", "--model", run.Path, "--device", "cpu", .. more]);

    private string Command() => $"{NmtProcess.Executable} translate --model {run.Path} --device cpu --beam 1";
}
