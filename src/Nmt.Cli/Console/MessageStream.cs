namespace Nmt.Cli.Console;

/// <summary>
/// Standard error, which discards messages that cannot be written: a closed terminal or a full disk must neither keep training from
/// saving its state nor change the exit code.
/// </summary>
/// <param name="error">The stream.</param>
internal sealed class MessageStream(Stream error) : Stream
{
    public override bool CanRead => false;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            error.Write(buffer);
        }
        catch (IOException)
        {
            // There is no other place to report it.
        }
    }

    public override void Flush()
    {
        try
        {
            error.Flush();
        }
        catch (IOException)
        {
            // As above.
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
