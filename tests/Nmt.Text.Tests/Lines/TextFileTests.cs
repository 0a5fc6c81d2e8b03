using System.IO.Compression;
using System.Text;
using Nmt.TestKit;
using Nmt.Text.Lines;

namespace Nmt.Text.Tests.Lines;

public sealed class TextFileTests
{
    public static TheoryData<string, string[]> Texts() => new()
    {
        { "", [] },
        { "\n", [""] },
        { "a\nb\n", ["a", "b"] },
        { "a\nb", ["a", "b"] },
        { "a\n\n\nb\n", ["a", "", "", "b"] },
        { "a\r\nb\r\n", ["a", "b"] },
        { "a\r\r\nb\rc\n", ["a\r", "b\rc"] },
        { "\uFEFFa\n\uFEFFb\n", ["a", "\uFEFFb"] },
        { "\uFEFF", [""] },
        { "a\u2028b\u0085c\u000Bd\u2029e\n", ["a\u2028b\u0085c\u000Bd\u2029e"] },
        { "ä犬😀\0\n", ["ä犬😀\0"] },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void Lines_end_at_line_feeds_only(string text, string[] expected)
    {
        // Given
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.Of("plain.txt"), Encoding.UTF8.GetBytes(text));
        WriteGzip(folder.Of("named.gz"), text);
        WriteGzip(folder.Of("unnamed"), text);

        // When
        string[][] read = [.. new[] { "plain.txt", "named.gz", "unnamed" }.Select(name => TextFile.ReadLines(folder.Of(name)).ToArray())];

        // Then
        Assert.All(read, lines => Assert.Equal(expected, lines));
        Assert.Equal(expected.Length, TextFile.CountLines(folder.Of("plain.txt")));
    }

    [Fact]
    public void Lines_longer_than_any_buffer_are_whole()
    {
        // Given
        string[] lines = [new string('ä', 300_000), "", new string('b', 65_536), new string('c', 65_535), "d"];
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', lines)));

        // When
        string[] read = TextFile.ReadLines(stream, "long").ToArray();

        // Then
        Assert.Equal(lines, read);
    }

    [Theory]
    [InlineData("good\n", new byte[] { 0x61, 0xC3, 0xA4, 0xFF }, "x:2: invalid UTF-8 (byte 0xFF at byte offset 3 of the line)")]
    [InlineData("", new byte[] { 0xC3 }, "x:1: invalid UTF-8 (byte 0xC3 at byte offset 0 of the line)")]
    [InlineData("\uFEFF", new byte[] { 0x80 }, "x:1: invalid UTF-8 (byte 0x80 at byte offset 3 of the line)")]
    [InlineData("a\nb\n", new byte[] { 0xED, 0xA0, 0x80 }, "x:3: invalid UTF-8 (byte 0xED at byte offset 0 of the line)")]
    [InlineData("", new byte[] { 0xC0, 0xAF }, "x:1: invalid UTF-8 (byte 0xC0 at byte offset 0 of the line)")]
    public void Invalid_UTF8_is_rejected_with_line_and_byte(string before, byte[] bytes, string expected)
    {
        // Given
        using var stream = new MemoryStream([.. Encoding.UTF8.GetBytes(before), .. bytes, (byte)'\n']);

        // When
        var error = Assert.Throws<DataException>(() => TextFile.ReadLines(stream, "x").Count());

        // Then
        Assert.Equal(expected, error.Message);
    }

    [Fact]
    public void Gzip_of_several_members_is_read_to_its_end()
    {
        // Given
        using var folder = new TemporaryFolder();
        WriteGzip(folder.Of("a"), "one\n");
        WriteGzip(folder.Of("b"), "two\n");
        File.WriteAllBytes(folder.Of("ab.gz"), [.. File.ReadAllBytes(folder.Of("a")), .. File.ReadAllBytes(folder.Of("b"))]);

        // When
        string[] lines = TextFile.ReadLines(folder.Of("ab.gz")).ToArray();

        // Then
        Assert.Equal(["one", "two"], lines);
    }

    [Fact]
    public void Gzip_truncated_anywhere_is_rejected()
    {
        // Given
        byte[] bytes = Gzip("eins\nzwei\n" + string.Join('\n', Enumerable.Range(0, 50)));
        for (int length = 2; length < bytes.Length; length++)
        {
            using var stream = new MemoryStream(bytes[..length]);

            // When
            var error = Assert.Throws<DataException>(() => TextFile.ReadLines(stream, "cut.gz").Count());

            // Then
            Assert.StartsWith("cut.gz: damaged gzip data after line ", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Large_gzip_is_read_in_full()
    {
        // Given
        string[] lines = [.. Enumerable.Range(0, 100_000).Select(i => $"line {i}")];
        using var stream = new MemoryStream(Gzip(string.Join('\n', lines)));

        // When
        var read = TextFile.ReadLines(stream, "large.gz");

        // Then
        Assert.Equal(lines, read);
    }

    [Fact]
    public void Plain_text_with_the_name_of_a_gzip_file_is_rejected()
    {
        // Given
        using var folder = new TemporaryFolder();
        string path = folder.Write("plain.gz", "a\n");

        // When
        var error = Assert.Throws<DataException>(() => TextFile.CountLines(path));

        // Then
        Assert.Equal($"{path}: not a gzip file, although its name ends in .gz", error.Message);
    }

    [Fact]
    public void Missing_file_is_reported()
    {
        // Given
        using var folder = new TemporaryFolder();

        // When
        var error = Assert.Throws<DataException>(() => TextFile.CountLines(folder.Of("none.txt")));

        // Then
        Assert.StartsWith($"{folder.Of("none.txt")}: cannot read the file: ", error.Message, StringComparison.Ordinal);
    }

    private static void WriteGzip(string path, string text) => File.WriteAllBytes(path, Gzip(text));

    private static byte[] Gzip(string text)
    {
        if (text.Length == 0)
        {
            // What `gzip -n </dev/null` writes; GZipStream writes nothing at all.
            return [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        }

        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return compressed.ToArray();
    }
}
