using Nmt.Cli.Console;

namespace Nmt.Cli.Tests.Console;

public sealed class MessageStreamTests
{
    [Fact]
    public void Message_that_cannot_be_written_is_lost_and_nothing_else_is()
    {
        // Given: a disk that is always full.
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        using var full = new FileStream("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        Assert.Throws<IOException>(() => full.WriteByte(1));
        using var stream = new MessageStream(full);

        // When
        stream.Write("a message"u8);
        stream.Write([1, 2], 0, 2);
        var fault = Record.Exception(stream.Flush);

        // Then
        Assert.Null(fault);
    }

    [Fact]
    public void Message_is_written_as_it_is()
    {
        // Given
        using var written = new MemoryStream();
        using var stream = new MessageStream(written);

        // When
        stream.Write("one "u8);
        stream.Write("two"u8.ToArray(), 0, 3);

        // Then
        Assert.Equal("one two"u8.ToArray(), written.ToArray());
    }
}
