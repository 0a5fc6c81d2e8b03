namespace Nmt.Cli;

/// <summary>A standard stream that is closed: who does not use it never notices.</summary>
/// <param name="message">What to say to who does.</param>
internal sealed class ClosedStream(string message) : Stream
{
    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <exception cref="UsageException">Always.</exception>
    public override int Read(byte[] buffer, int offset, int count) => throw new UsageException(message);

    /// <exception cref="UsageException">Always.</exception>
    public override void Write(byte[] buffer, int offset, int count) => throw new UsageException(message);

    /// <summary>Nothing was written.</summary>
    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
