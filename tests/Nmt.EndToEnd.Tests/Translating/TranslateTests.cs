using System.Text;
using Nmt.TestKit;

namespace Nmt.EndToEnd.Tests.Translating;

[Collection(TrainedRunCollection.Name)]
public sealed class TranslateTests(TrainedRun run) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_input_line_gives_one_output_line_whatever_it_contains()
    {
        // Given: lines with characters that are line ends for other programs, and some that occur in no corpus.
        string[] lines =
        [
            "one two", "", "three\r", "   ", "\t", "one\u2028two", "one\u0085two", "\fone", "a\0b", "日本語のテキスト", "שלום עולם", "👩‍👩‍👧‍👦 e\u0301",
            "\u200B", "\uFEFFone", "\U0010FFFF\uFFFE", "|||", "<s> </s> <unk> <pad>", "▁▁", new string('x', 5000), "one two",
        ];

        // When
        var result = run.Translate(string.Join('\n', lines) + "\n");

        // Then
        Assert.Equal(0, result.ExitCode);
        Assert.Equal(lines.Length, result.OutputLines.Count);
        Assert.Equal("", result.OutputLines[1]);
        Assert.Equal("", result.OutputLines[3]);
        Assert.Equal("", result.OutputLines[4]);
        Assert.NotEqual("", result.OutputLines[0]);
        Assert.Equal(result.OutputLines[0], result.OutputLines[^1]);
        Assert.DoesNotContain('\r', result.Output);
    }

    [Fact]
    public void Translation_does_not_depend_on_neighbouring_lines()
    {
        // Given
        string[] lines = ["one two three four five", "six", "", "six four", "six two one"];

        // When
        var forward = run.Translate(string.Join('\n', lines) + "\n");
        var backward = run.Translate(string.Join('\n', lines.Reverse()) + "\n");
        var alone = run.Translate(lines[3] + "\n");

        // Then
        Assert.Equal(forward.OutputLines, backward.OutputLines.Reverse());
        Assert.Equal(forward.OutputLines[3], Assert.Single(alone.OutputLines));
    }

    [Fact]
    public void Windows_line_ends_and_a_missing_last_one_change_nothing()
    {
        // When
        var windows = run.Translate("one two\r\n\r\nthree");
        var plain = run.Translate("one two\n\nthree\n");

        // Then
        Assert.Equal(plain.Output, windows.Output);
        Assert.Equal(3, windows.OutputLines.Count);
    }

    [Fact]
    public void Empty_input_gives_empty_output()
    {
        // When
        var result = run.Translate("");

        // Then
        Assert.Equal((0, "", ""), (result.ExitCode, result.Output, result.Error));
    }

    [Fact]
    public void Several_files_are_translated_in_order()
    {
        // Given: the first file's last line has no end.
        string first = _folder.Write("a.txt", "one\ntwo");
        string second = _folder.Write("b.txt", "three\n");

        // When
        var files = run.Translate("never read\n", first, second);
        var stream = run.Translate("one\ntwo\nthree\n");

        // Then
        Assert.Equal(0, files.ExitCode);
        Assert.Equal(stream.Output, files.Output);
    }

    [Fact]
    public void Output_file_equals_standard_output()
    {
        // Given
        string output = _folder.Of("out.txt");

        // When
        var toFile = run.Translate("one two\n\nthree\n", "--output", output);
        var toStream = run.Translate("one two\n\nthree\n");

        // Then
        Assert.Equal((0, ""), (toFile.ExitCode, toFile.Output));
        Assert.Equal(toStream.OutputBytes, File.ReadAllBytes(output));
        Assert.Equal([output], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void Output_file_does_not_appear_when_the_input_is_bad()
    {
        // Given: more good lines than one window, followed by a bad one.
        string output = _folder.Of("out.txt");
        byte[] input = [.. Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("one\n", 1100))), 0xC3, 0x28, (byte)'\n'];

        // When
        var result = NmtProcess.Run(
            new NmtCall("translate", "--model", run.Path, "--device", "cpu", "--beam", "1", "--strict", "--output", output) { Input = input });

        // Then
        Assert.Equal((3, ""), (result.ExitCode, result.Output));
        Assert.Equal("nmt: standard input:1101: invalid UTF-8 (byte 0xC3 at byte offset 0 of the line)\n", result.Error);
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void Invalid_text_is_named_with_file_and_line()
    {
        // Given
        string path = _folder.Of("latin1.txt");
        File.WriteAllBytes(path, [.. "one\n\nf"u8, 0xFC, .. "nf\n"u8]);

        // When
        var result = run.Translate("", path);

        // Then
        Assert.Equal(3, result.ExitCode);
        Assert.Equal($"nmt: {path}:3: invalid UTF-8 (byte 0xFC at byte offset 1 of the line)\n", result.Error);
    }

    [Theory]
    [InlineData("crop", @"^nmt: Warning: standard input:2: \d{3} subwords; only the first 20 were translated \(search\.max_source_length, search\.long_lines\)$")]
    [InlineData("split", @"^nmt: Warning: standard input:2: \d{3} subwords are more than 20; translated in \d+ segments \(search\.max_source_length, search\.long_lines\)$")]
    public void Too_long_line_is_cropped_or_split_with_one_warning_that_names_it_and_stays_one_line(string longLines, string expected)
    {
        // Given
        string longLine = string.Join(' ', Enumerable.Repeat("one", 150));

        // When
        var result = run.Translate(
            $"two\n{longLine}\nthree\n", "--beam", "1", "--long-lines", longLines, "--set", "search.max_source_length=20");

        // Then
        Assert.Equal(0, result.ExitCode);
        Assert.Equal(3, result.OutputLines.Count);
        Assert.Matches(expected, Assert.Single(result.ErrorLines, line => line.Contains(":2:", StringComparison.Ordinal) && line.Contains("subwords", StringComparison.Ordinal)));
    }

    [Fact]
    public void Translations_that_reach_the_length_limit_are_counted_once()
    {
        // When: no translation of these lines fits into one subword and the end of sentence.
        var result = run.Translate(
            "one two three four\none\nfive four three two\n", "--beam", "1", "--set", "search.max_length_ratio=0.1", "--set", "search.max_length_offset=1");

        // Then
        Assert.Equal(0, result.ExitCode);
        Assert.Matches(
            @"^nmt: Warning: \d translations stopped at the length limit, the first for standard input:1 \(search\.max_length", Assert.Single(result.ErrorLines));
    }

    [Fact]
    public void Interrupted_translation_ends_immediately_and_leaves_no_output()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        // Given: a process that waits for more input.
        using var process = NmtProcess.Start(
            new NmtCall("translate", "--model", run.Path, "--device", "auto", "--output", _folder.Of("out.txt")) { Input = null });
        process.Write("one\n");
        process.WaitFor(() => Directory.EnumerateFileSystemEntries(_folder.Path).Any(), "open its output");

        // When
        process.Signal("INT");
        var result = process.Wait();

        // Then
        Assert.Equal((130, ""), (result.ExitCode, result.Output));
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }
}
