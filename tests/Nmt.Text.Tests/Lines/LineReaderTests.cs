using System.IO.Compression;
using System.Text;
using Nmt.Text.Lines;

namespace Nmt.Text.Tests.Lines;

public sealed class LineReaderTests
{
    // The second line is not UTF-8.
    private static readonly byte[] Text = [.. "\uFEFFone\r\n"u8, 0x61, 0xFF, (byte)'\n', .. "three"u8];

    [Fact]
    public void Bytes_are_those_of_the_text_without_line_feeds()
    {
        using var reader = Open(new LineOptions { InvalidUtf8 = InvalidUtf8.Keep });

        Assert.Equal(["EF-BB-BF-6F-6E-65-0D lf", "61-FF lf", "74-68-72-65-65"], Read(reader));
        Assert.Equal(new TextPosition(Text.Length, 3), reader.Position);
    }

    [Fact]
    public void Invalid_line_is_reported_and_empty_and_the_lines_around_it_are_read()
    {
        using var reader = Open(new LineOptions { InvalidUtf8 = InvalidUtf8.Report });

        (string? Text, string? Fault)[] lines = [.. Enumerable.Range(0, 4).Select(_ => (reader.ReadText(), reader.Fault?.Message))];

        Assert.Equal([("one", null), ("", "x:2: invalid UTF-8 (byte 0xFF at byte offset 1 of the line)"), ("three", null), (null, null)], lines);
    }

    [Fact]
    public void Invalid_line_is_an_error_by_default_for_text_and_bytes()
    {
        const string expected = "x:2: invalid UTF-8 (byte 0xFF at byte offset 1 of the line)";
        using var text = Open(null);
        using var bytes = Open(null);
        text.ReadText();
        bytes.TryRead(out _);

        Assert.Equal(expected, Assert.Throws<DataException>(() => text.ReadText()).Message);
        Assert.Equal(expected, Assert.Throws<DataException>(() => bytes.TryRead(out _)).Message);
    }

    [Fact]
    public void Other_encodings_become_text_and_the_mark_at_the_start_is_kept_on_request()
    {
        byte[] latin = [0xE4, (byte)'\n'];
        using var encoded = new LineReader(new MemoryStream(latin), "x", new LineOptions { Encoding = Encoding.Latin1 });
        using var marked = Open(new LineOptions { KeepsByteOrderMark = true });

        Assert.Equal("ä", encoded.ReadText());
        Assert.Equal("\uFEFFone", marked.ReadText());
    }

    [Fact]
    public void Every_read_is_announced()
    {
        // Given: a stream that must not be read unless the callback was called just before.
        bool mayRead = false;
        using var stream = new AnnouncedStream(() => mayRead && !(mayRead = false));
        using var reader = new LineReader(stream, "x", new LineOptions { BeforeReading = () => mayRead = true });

        // Then
        Assert.Equal("line", reader.ReadText());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Bytes_read_are_those_of_the_file(bool isCompressed)
    {
        // Given
        byte[] text = [.. Enumerable.Repeat("a line of text\n"u8.ToArray(), 20_000).SelectMany(line => line)];
        using var file = new MemoryStream();
        using (var compressed = new GZipStream(isCompressed ? file : Stream.Null, CompressionLevel.Fastest, leaveOpen: true))
        {
            compressed.Write(text);
        }

        file.Write(isCompressed ? [] : text);

        long read = 0;
        int reads = 0;
        using var reader = new LineReader(new MemoryStream(file.ToArray()), "x", new LineOptions
        {
            BytesRead = bytes => (read, reads) = (read + bytes, reads + 1),
        });

        // When
        while (reader.TryRead(out _))
        {
        }

        // Then
        Assert.Equal(file.Length, read);
        Assert.True(reads > 2);
    }

    private static LineReader Open(LineOptions? options) => new(new MemoryStream(Text), "x", options);

    private static List<string> Read(LineReader reader)
    {
        var lines = new List<string>();
        while (reader.TryRead(out var line))
        {
            lines.Add(BitConverter.ToString(line.ToArray()) + (reader.HasLineFeed ? " lf" : ""));
        }

        return lines;
    }

    private sealed class AnnouncedStream(Func<bool> isAnnounced) : MemoryStream("line\n"u8.ToArray())
    {
        public override int Read(byte[] buffer, int offset, int count)
        {
            Assert.True(isAnnounced());
            return base.Read(buffer, offset, count);
        }
    }
}
