using System.Text;
using Nmt.TestKit;

namespace Nmt.EndToEnd.Tests.Translating;

/// <summary>The number of output lines equals that of input lines, whatever they contain.</summary>
[Collection(TrainedRunCollection.Name)]
public sealed class LineContractTests(TrainedRun run) : IDisposable
{
    private const int Lines = 10_000;

    // Short translations: only the number of lines matters here.
    private static readonly string[] Quick =
        ["--beam", "1", "--set", "search.max_source_length=40", "--set", "search.max_length_ratio=0.5", "--set", "search.max_length_offset=4"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Ten_thousand_lines_of_arbitrary_unicode_give_ten_thousand_lines()
    {
        // Given
        var random = new Random(20);
        string text = string.Join('\n', Enumerable.Range(0, Lines).Select(_ => Line(random))) + "\n";
        string path = _folder.Write("arbitrary.txt", text);

        // When
        var file = run.Translate("", [path, .. Quick]);
        var stream = run.Translate(text, Quick);

        // Then: however they were batched, the translations are the same.
        Assert.Equal((0, 0), (file.ExitCode, stream.ExitCode));
        Assert.Equal(Lines, file.OutputLines.Count);
        Assert.Equal(Lines, stream.OutputLines.Count);
        Assert.True(file.OutputLines.SequenceEqual(stream.OutputLines), "file and stream differ");
        Assert.DoesNotContain('\r', file.Output);
    }

    [Fact]
    public void Line_of_one_megabyte_stays_one_line()
    {
        // Given
        string input = "one\n" + new string('x', 1 << 20) + "\n" + string.Concat(Enumerable.Repeat("one two ", 1 << 17)) + "\ntwo\n";

        // When
        var result = run.Translate(input, Quick);

        // Then
        Assert.Equal(0, result.ExitCode);
        Assert.Equal(4, result.OutputLines.Count);
        Assert.Equal(2, result.ErrorLines.Count(line => line.Contains("only the first 40 were translated", StringComparison.Ordinal)));
    }

    [Fact]
    public void Only_a_line_feed_ends_a_line_of_a_file_and_of_a_stream()
    {
        // Given: a byte order mark, CR LF, CR alone, NUL, line ends of other programs, a megabyte, and no final line feed.
        string big = string.Concat(Enumerable.Repeat("one\u2028two\u0085 \r\0", 1 << 16));
        string[] lines = ["\uFEFFone\r", "two\rthree", "\r", "\0", "\u2028", "\u0085\u000B\u000C\u001C\u001D\u001E", big, "\uFEFF", big + "\r", "one"];
        string text = string.Join('\n', lines);
        string path = _folder.Write("ends.txt", text);

        // When
        var file = run.Translate("", [path, .. Quick]);
        var stream = run.Translate(text, Quick);

        // Then
        Assert.Equal((0, 0), (file.ExitCode, stream.ExitCode));
        Assert.Equal(lines.Length, file.OutputLines.Count);
        Assert.Equal(file.OutputBytes, stream.OutputBytes);
        Assert.Equal(file.OutputLines[0], file.OutputLines[^1]);
        Assert.DoesNotContain('\r', file.Output);
    }

    [Fact]
    public void Every_output_format_has_one_line_per_input_line()
    {
        // Given
        var random = new Random(21);
        string text = string.Join('\n', Enumerable.Range(0, 300).Select(_ => Line(random))) + "\n";
        string alignments = _folder.Of("alignments.txt");

        foreach (string format in (string[])["text", "scored", "nbest", "jsonl"])
        {
            // When
            var result = run.Translate(text, ["--format", format, "--alignments", alignments, .. Quick]);

            // Then
            Assert.Equal(0, result.ExitCode);
            Assert.Equal(300, result.OutputLines.Count);
            Assert.Equal(300, File.ReadAllText(alignments).Count(character => character == '\n'));
        }
    }

    /// <summary>Characters of all planes, including controls, marks, spaces, private and unassigned ones; never a line feed.</summary>
    private static string Line(Random random)
    {
        var line = new StringBuilder();
        int length = random.Next(8) == 0 ? 0 : random.Next(1, 30);
        for (int i = 0; i < length; i++)
        {
            int highest = random.Next(4) switch { 0 => 0x80, 1 => 0x3000, 2 => 0xFFFF, _ => 0x10FFFF };
            int point = random.Next(highest + 1);
            bool isAllowed = Rune.IsValid(point) && point != '\n';
            line.Append(isAllowed ? char.ConvertFromUtf32(point) : " one");
        }

        return line.ToString();
    }
}
