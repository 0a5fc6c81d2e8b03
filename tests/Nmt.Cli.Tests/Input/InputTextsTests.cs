using System.Text;
using Nmt.Cli.Input;
using Nmt.TestKit;
using Nmt.Text;

namespace Nmt.Cli.Tests.Input;

public sealed class InputTextsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Lines_are_numbered_consecutively_and_located_in_their_files()
    {
        // Given
        string first = _folder.Write("a.txt", "one\n\ntwo");
        string second = _folder.Write("b.txt", "three\r\n");

        // When
        var lines = Files(first, second).Read().ToList();

        // Then
        Assert.Equal([1, 2, 3, 4], lines.Select(line => line.Number));
        Assert.Equal(["one", "", "two", "three"], lines.Select(line => line.Source));
        Assert.Equal([$"{first}:1", $"{first}:2", $"{first}:3", $"{second}:1"], lines.Select(line => line.Place));
    }

    [Fact]
    public void Bad_line_of_a_file_is_found_before_the_first_line_is_returned()
    {
        // Given
        string good = _folder.Write("good.txt", "one\n");
        string bad = _folder.Of("bad.txt");
        File.WriteAllBytes(bad, [.. "one\n"u8, 0xFF, (byte)'\n']);

        // When
        var fault = Assert.Throws<DataException>(() => Files(good, bad));

        // Then
        Assert.Equal($"{bad}:2: invalid UTF-8 (byte 0xFF at byte offset 0 of the line)", fault.Message);
    }

    [Fact]
    public void Bad_line_of_a_stream_is_returned_with_its_fault()
    {
        // Given
        using var stream = new MemoryStream([.. "one\n"u8, 0xFF, (byte)'\n', .. "two\n"u8]);

        // When
        var lines = new InputTexts([InputText.OpenStandardInput(stream, null, InputFormat.Text)], isStrict: false).Read().ToList();

        // Then
        Assert.Equal(["one", "", "two"], lines.Select(line => line.Source));
        Assert.Equal(
            [null, "standard input:2: invalid UTF-8 (byte 0xFF at byte offset 0 of the line)", null], lines.Select(line => line.Fault?.Message));
    }

    [Fact]
    public void Bad_line_of_a_stream_ends_strict_reading_after_the_lines_before_it()
    {
        // Given
        using var stream = new MemoryStream([.. "one\n"u8, 0xFF, (byte)'\n', .. "two\n"u8]);
        using var lines = new InputTexts([InputText.OpenStandardInput(stream, null, InputFormat.Text)], isStrict: true).Read().GetEnumerator();

        // When, Then
        Assert.True(lines.MoveNext());
        Assert.Throws<DataException>(() => lines.MoveNext());
    }

    [Fact]
    public void File_that_grows_while_it_is_read_is_bad_data()
    {
        // Given
        string path = _folder.Write("a.txt", "one\n");
        var texts = Files(path);
        File.AppendAllText(path, "two\n");

        // When, Then
        Assert.Equal(
            "the input changed while it was read: 1 lines at first, then 2",
            Assert.Throws<DataException>(() => texts.Read().Count()).Message);
    }

    [Fact]
    public void Sides_of_different_length_are_rejected_with_both_counts()
    {
        // Given
        string source = _folder.Write("a.txt", "one\ntwo\n");
        string target = _folder.Write("b.txt", "eins\n");

        // When
        var fault = Assert.Throws<DataException>(() => new PairedTexts(Files(source), Files(target)));

        // Then
        Assert.Equal($"the two sides differ in length: {source} has 2 lines, {target} has 1 lines", fault.Message);
    }

    [Theory]
    [InlineData("one\ntwo\n", "more than 1 lines", "1 lines")]
    [InlineData("", "0 lines", "more than 0 lines")]
    public void Stream_of_another_length_is_rejected_where_the_shorter_side_ends(string text, string sourceLines, string targetLines)
    {
        // Given
        string target = _folder.Write("b.txt", "eins\n");
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        var source = new InputTexts([InputText.OpenStandardInput(stream, null, InputFormat.Text)], isStrict: false);

        // When
        var fault = Assert.Throws<DataException>(() => new PairedTexts(source, Files(target)).Read().Count());

        // Then
        Assert.Equal($"the two sides differ in length: standard input has {sourceLines}, {target} has {targetLines}", fault.Message);
    }

    private static InputTexts Files(params string[] paths) =>
        new([.. paths.Select(path => InputText.OpenFile(path, InputFormat.Text))], isStrict: false);
}
