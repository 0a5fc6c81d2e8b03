namespace Nmt.Text.Lines;

/// <summary>Two streams, read one after the other; both are closed with it.</summary>
internal sealed class JoinedStream(Stream first, Stream second) : ForwardStream
{
    private bool _firstIsDone;

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        if (!_firstIsDone)
        {
            var read = first.Read(buffer);
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
