using Nmt.TestKit;

namespace Nmt.EndToEnd.Tests.Translating;

/// <summary>
/// Files of prefixes, required and banned phrases that are easily got wrong. Constraints that cannot be met are an error that names
/// file, line and phrase, before any translation is written; all others are met.
/// </summary>
[Collection(TrainedRunCollection.Name)]
public sealed class HostileConstraintTests(TrainedRun run) : IDisposable
{
    private const string Source = "one two\nthree\n";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, string, string> Impossible => new()
    {
        // Unknown characters: alone, in a word, in the second phrase, in the second line; written as the model's control symbols.
        { "北京\n\n", "1", "'北京' cannot be generated: the subword model has no piece for '北京'" },
        { "eins 北 zwei\n\n", "1", "'eins 北 zwei' cannot be generated: the subword model has no piece for '北'" },
        { "\n\U0001F600\n", "2", "'\U0001F600' cannot be generated: the subword model has no piece for '\U0001F600'" },
        { "<s> eins\n\n", "1", "'<s> eins' cannot be generated: the subword model has no piece for '<'" },
        { "\n</s>\n", "2", "'</s>' cannot be generated: the subword model has no piece for '</'" },
        { "<unk>\n\n", "1", "'<unk>' cannot be generated: the subword model has no piece for '<'" },
        { "<pad>\n\n", "1", "'<pad>' cannot be generated: the subword model has no piece for '<pa'" },
        { "\0eins\n\n", "1", "'\\u0000eins' cannot be generated: the subword model has no piece for '\\u0000'" },

        // A combining mark that no letter absorbs, and one escaped in the message because it has no shape of its own.
        { "eins\u0308x\u0338\n\n", "1", "'eins\u0308x\u0338' cannot be generated: the subword model has no piece for '\u0308'" },
        { "\u200B\n\n", "1", "'\\u200B' cannot be generated: the subword model removes all of its characters" },
        { "\u0001\n\n", "1", "'\\u0001' cannot be generated: the subword model removes all of its characters" },

        // A byte order mark is dropped at the start of the file only; CR LF is a line end.
        { "\uFEFF北\r\n\r\n", "1", "'北' cannot be generated: the subword model has no piece for '北'" },

        // Longer than a message should be.
        { new string('北', 500) + "\n\n", "1", $"'{new string('北', 60)}…' cannot be generated: the subword model has no piece for '{new string('北', 60)}…'" },
    };

    public static TheoryData<string, string> Possible => new()
    {
        // Normalization: ligatures, full-width letters, decomposed letters, doubled spaces.
        { "ｓｅｃｈｓ\n\n", "sechs" },
        { "fu\u0308nf\n\n", "fünf" },
        { "eins   zwei\n\n", "eins zwei" },

        // Nothing is required: an empty line, spaces.
        { "\n\n", "" },
        { "   \n \u00A0\u3000\n", "" },

        // A byte order mark, CR LF, no last line feed.
        { "\uFEFFsechs\r\n\r\n", "sechs" },
        { "sechs\n ", "sechs" },

        // A long phrase.
        { string.Join(' ', Enumerable.Repeat("eins zwei drei", 12)) + "\n\n", string.Join(' ', Enumerable.Repeat("eins zwei drei", 12)) },
    };

    [Theory]
    [MemberData(nameof(Impossible))]
    public void Constraint_that_cannot_be_met_is_told_with_file_and_line_before_any_output(string file, string line, string expected)
    {
        foreach (string option in new[] { "--constraints", "--prefix" })
        {
            // When
            string path = _folder.Write("constraints.txt", file);
            var result = run.Translate("", _folder.Write("in.en", Source), option, path);

            // Then
            Assert.Equal((3, "", $"nmt: {path}:{line}: {expected}\n"), (result.ExitCode, result.Output, Errors(result)));
        }
    }

    [Theory]
    [MemberData(nameof(Possible))]
    public void Constraint_that_can_be_met_is_met(string file, string expected)
    {
        // When
        string path = _folder.Write("constraints.txt", file);
        string input = _folder.Write("in.en", Source);
        var required = run.Translate("", input, "--beam", "4", "--constraints", path);
        var prefix = run.Translate("", input, "--beam", "4", "--prefix", path);

        // Then
        Assert.Equal((0, 0), (required.ExitCode, prefix.ExitCode));
        Assert.Equal((2, 2), (required.OutputLines.Count, prefix.OutputLines.Count));
        Assert.Contains(expected, required.OutputLines[0], StringComparison.Ordinal);
        Assert.StartsWith(expected, prefix.OutputLines[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\t\tsechs\t \teins\t\n\n", new[] { "sechs", "eins" })]
    [InlineData("eins\teins\teins\n\n", new[] { "eins.*eins.*eins" })]
    [InlineData("zwei drei\tdrei vier\n\n", new[] { "zwei drei", "drei vier", "drei.*drei" })]
    [InlineData("eins\tzwei eins drei\n\n", new[] { "zwei eins drei", "eins.*eins" })]
    public void Tabs_separate_phrases_which_may_repeat_overlap_and_contain_each_other(string file, string[] expected)
    {
        // When
        var result = run.Translate(
            "", _folder.Write("in.en", Source), "--beam", "4", "--constraints", _folder.Write("constraints.txt", file));

        // Then
        Assert.Equal(0, result.ExitCode);
        Assert.All(expected, pattern => Assert.Matches(pattern, result.OutputLines[0]));
    }

    [Theory]
    [InlineData("--constraints", "sechs\n", "sechs\n", "'sechs' cannot be generated: it contains the banned phrase 'sechs' (BAN:1)")]
    [InlineData("--prefix", "eins sechs\n", "vier\n\nsechs\n", "'eins sechs' cannot be generated: it contains the banned phrase 'sechs' (BAN:3)")]
    [InlineData("--constraints", "eins zwei drei vier\n", "zwei drei\n", "'eins zwei drei vier' cannot be generated: it contains the banned phrase 'zwei drei' (BAN:1)")]
    public void Banned_part_of_a_phrase_contradicts_it(string option, string file, string ban, string expected)
    {
        // When
        string path = _folder.Write("constraints.txt", file);
        string banned = _folder.Write("ban.txt", ban);
        var result = run.Translate("", _folder.Write("in.en", "one\n"), option, path, "--ban", banned);

        // Then
        string message = $"nmt: {path}:1: {expected.Replace("BAN", banned, StringComparison.Ordinal)}\n";
        Assert.Equal((3, "", message), (result.ExitCode, result.Output, Errors(result)));
    }

    [Theory]
    [InlineData("北京\n")] // never generated
    [InlineData("<s>\n</s>\n<unk>\n<pad>\n")]
    [InlineData("eins\nzwei\ndrei\nvier\nfünf\nsechs\n")]
    [InlineData("e\ni\nn\ns\nz\nw\nd\nr\nv\nf\nü\nc\nh\n")]
    [InlineData("eins\r\n\r\n   \r\neins")]
    public void Any_ban_is_kept_even_if_little_is_left(string ban)
    {
        // When
        var result = run.Translate("", _folder.Write("in.en", Source), "--ban", _folder.Write("ban.txt", ban), "--replace-unknown", "copy");

        // Then
        Assert.Equal((0, 2), (result.ExitCode, result.OutputLines.Count));
        Assert.All(
            ban.Split(['\n', '\r', ' '], StringSplitOptions.RemoveEmptyEntries).Where(word => word.Length > 1),
            word => Assert.DoesNotContain(word, result.Output.Split(' ', '\n')));
    }

    [Fact]
    public void Ban_that_normalization_removes_is_told_also_for_a_stream()
    {
        // When
        string ban = _folder.Write("ban.txt", "eins\n\u200B\n");
        var result = run.Translate("one\n", "--ban", ban);

        // Then
        Assert.Equal(
            (3, "", $"nmt: {ban}:2: '\\u200B' cannot be banned: the subword model removes all of its characters\n"),
            (result.ExitCode, result.Output, Errors(result)));
    }

    [Theory]
    [InlineData("", "ends before line 1 of the input")]
    [InlineData("\n", "ends before line 2 of the input")]
    [InlineData("\n\n\n", "has more lines than the input, which has 2")]
    [InlineData("eins\nzwei\n北\n", "has more lines than the input, which has 2")]
    public void Number_of_lines_is_checked_before_any_output(string file, string expected)
    {
        foreach (string option in new[] { "--constraints", "--prefix" })
        {
            // When
            string path = _folder.Write("constraints.txt", file);
            var result = run.Translate("", _folder.Write("in.en", Source), option, path);

            // Then
            Assert.Equal((3, "", $"nmt: {path}: {expected}\n"), (result.ExitCode, result.Output, Errors(result)));
        }
    }

    [Theory]
    [InlineData("--constraints")]
    [InlineData("--prefix")]
    [InlineData("--ban")]
    public void Invalid_utf8_is_told_before_any_output(string option)
    {
        // When
        string path = _folder.Of("constraints.txt");
        File.WriteAllBytes(path, [.. "eins\n"u8, (byte)'x', 0xC3, (byte)'(', (byte)'\n']);
        var result = run.Translate("", _folder.Write("in.en", Source), option, path);

        // Then
        Assert.Equal(
            (3, "", $"nmt: {path}:2: invalid UTF-8 (byte 0xC3 at byte offset 1 of the line)\n"), (result.ExitCode, result.Output, Errors(result)));
    }

    [Fact]
    public void Several_errors_are_listed_together()
    {
        // When
        string path = _folder.Write("constraints.txt", string.Concat(Enumerable.Repeat("北\n", 12)));
        var result = run.Translate("", _folder.Write("in.en", string.Concat(Enumerable.Repeat("one\n", 12))), "--constraints", path);

        // Then
        string[] expected = [.. Enumerable.Range(1, 10).Select(line => $"nmt: {path}:{line}: '北' cannot be generated: the subword model has no piece for '北'")];
        Assert.Equal(3, result.ExitCode);
        Assert.Equal([.. expected, "nmt: further errors are not listed"], Errors(result).TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public void Gzip_and_pipes_are_read_like_plain_files()
    {
        // Given
        string path = _folder.Write("phrases.txt", "sechs\n北\n");
        string input = _folder.Write("in.en", Source);

        // When
        string call = $"OMP_NUM_THREADS=1 '{NmtProcess.Executable}' translate --model '{run.Path}' --device cpu '{input}'";
        var zipped = NmtProcess.Shell($"gzip -k '{path}'; {call} --constraints '{path}.gz'");
        var piped = NmtProcess.Shell($"mkfifo '{path}.fifo'; cat '{path}' > '{path}.fifo' & {call} --constraints '{path}.fifo'");
        var met = NmtProcess.Shell($"{call} --constraints <(printf 'sechs\\n\\n')");

        // Then
        const string Problem = ":2: '北' cannot be generated: the subword model has no piece for '北'\n";
        Assert.Equal((3, "", $"nmt: {path}.gz{Problem}"), (zipped.ExitCode, zipped.Output, Errors(zipped)));
        Assert.Equal((3, "", $"nmt: {path}.fifo{Problem}"), (piped.ExitCode, piped.Output, Errors(piped)));
        Assert.Equal(0, met.ExitCode);
        Assert.Contains("sechs", met.OutputLines[0], StringComparison.Ordinal);
    }

    private static string Errors(NmtResult result) => string.Concat(
        result.ErrorLines.Where(line => !line.StartsWith("No CUDA device", StringComparison.Ordinal)).Select(line => line + "\n"));
}
