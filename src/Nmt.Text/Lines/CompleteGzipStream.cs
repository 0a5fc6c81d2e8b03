using System.IO.Compression;

namespace Nmt.Text.Lines;

/// <summary>Decompresses gzip and fails if the file is truncated, which <see cref="GZipStream"/> does not report.</summary>
/// <remarks>
/// A gzip file may have several members. One more is appended: a complete file then decompresses to its text and that member's
/// text, which is removed again; after a truncated file that member is lost inside broken data.
/// </remarks>
internal sealed class CompleteGzipStream : ForwardStream
{
    private static readonly byte[] EndMark = [.. "end of the gzip file"u8];
    private static readonly byte[] EndMember = Compress(EndMark);
    private readonly GZipStream _gzip;
    private readonly byte[] _pending = new byte[1 << 16];
    private int _pendingCount;
    private bool _isAtEnd;

    /// <summary>Reads compressed bytes from a stream and closes it at the end.</summary>
    public CompleteGzipStream(Stream compressed) =>
        _gzip = new GZipStream(new JoinedStream(compressed, new MemoryStream(EndMember)), CompressionMode.Decompress);

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">When the data is damaged or ends too early.</exception>
    public override int Read(Span<byte> buffer)
    {
        // Hold back as many bytes as the mark has: only further data shows that they are text.
        while (!_isAtEnd && _pendingCount <= EndMark.Length)
        {
            int read = _gzip.Read(_pending.AsSpan(_pendingCount));
            _pendingCount += read;
            _isAtEnd = read == 0;
        }

        if (_isAtEnd && !_pending.AsSpan(0, _pendingCount).EndsWith(EndMark))
        {
            throw new InvalidDataException("the file is truncated");
        }

        int count = Math.Min(buffer.Length, _pendingCount - EndMark.Length);
        _pending.AsSpan(0, count).CopyTo(buffer);
        _pending.AsSpan(count, _pendingCount - count).CopyTo(_pending);
        _pendingCount -= count;
        return count;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _gzip.Dispose();
        }

        base.Dispose(disposing);
    }

    private static byte[] Compress(byte[] text)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.NoCompression))
        {
            gzip.Write(text);
        }

        return compressed.ToArray();
    }
}

/// <summary>Two streams, read one after the other; disposing it disposes both.</summary>
internal sealed class JoinedStream(Stream first, Stream second) : ForwardStream
{
    private bool _firstIsDone;

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        if (!_firstIsDone)
        {
            int read = first.Read(buffer);
            if (read > 0 || buffer.IsEmpty)
            {
                return read;
            }

            _firstIsDone = true;
        }

        return second.Read(buffer);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            first.Dispose();
            second.Dispose();
        }

        base.Dispose(disposing);
    }
}

/// <summary>A read-only, forward-only stream.</summary>
internal abstract class ForwardStream : Stream
{
    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public abstract override int Read(Span<byte> buffer);

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
