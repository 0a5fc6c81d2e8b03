namespace Nmt.Text.Corpora;

/// <summary>Cuts a stream, plain or gzip, at line feeds, and leaves its bytes as they are.</summary>
internal sealed class ByteLineReader : IDisposable
{
    private const int BufferBytes = 1 << 16;
    private readonly Stream _stream;
    private readonly string _name;
    private readonly byte[] _buffer = new byte[BufferBytes];
    private byte[] _partial = new byte[1024];
    private int _partialLength;
    private int _start;
    private int _end;

    private static ReadOnlySpan<byte> GzipMagic => [0x1F, 0x8B];

    /// <summary>Reads from a stream and closes it at the end.</summary>
    /// <exception cref="DataException">When its name, but not its bytes, says that it is gzip.</exception>
    public ByteLineReader(Stream stream, string name)
    {
        _name = name;
        var magic = new byte[GzipMagic.Length];
        var peeked = stream.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false);
        var isGzip = magic.AsSpan(0, peeked).SequenceEqual(GzipMagic);
        if (!isGzip && name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
        {
            stream.Dispose();
            throw new DataException($"{name}: not a gzip file, although its name ends in .gz");
        }

        var whole = new JoinedStream(new MemoryStream(magic, 0, peeked), stream);
        _stream = isGzip ? new CompleteGzipStream(whole) : whole;
    }

    /// <summary>Lines read so far.</summary>
    public int LineNumber { get; private set; }

    /// <summary>Whether the line that was read last ended in a line feed; only the last one of a text may not.</summary>
    public bool HasLineEnd { get; private set; }

    /// <summary>Opens a file.</summary>
    /// <exception cref="DataException">When it cannot be opened.</exception>
    public static ByteLineReader Open(string path)
    {
        try
        {
            return new ByteLineReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1), path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DataException($"{path}: cannot read the file: {e.Message}", e);
        }
    }

    /// <summary>Reads the next line.</summary>
    /// <param name="line">The line without its line feed, until the next call.</param>
    /// <returns>False at the end of the text.</returns>
    /// <exception cref="DataException">At damaged compression.</exception>
    public bool TryRead(out ReadOnlySpan<byte> line)
    {
        _partialLength = 0;
        while (_start < _end || Fill())
        {
            var rest = _buffer.AsSpan(_start.._end);
            var length = rest.IndexOf((byte)'\n');
            if (length < 0)
            {
                Keep(rest);
                _start = _end;
                continue;
            }

            _start += length + 1;
            LineNumber++;
            HasLineEnd = true;
            line = rest[..length];
            if (_partialLength > 0)
            {
                Keep(line);
                line = _partial.AsSpan(0, _partialLength);
            }

            return true;
        }

        HasLineEnd = false;
        line = _partial.AsSpan(0, _partialLength);
        LineNumber += line.IsEmpty ? 0 : 1;
        return !line.IsEmpty;
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > _partial.Length - _partialLength)
        {
            Array.Resize(ref _partial, Math.Max(_partialLength + bytes.Length, (int)Math.Min(2L * _partial.Length, Array.MaxLength)));
        }

        bytes.CopyTo(_partial.AsSpan(_partialLength));
        _partialLength += bytes.Length;
    }

    private bool Fill()
    {
        try
        {
            _start = 0;
            _end = _stream.Read(_buffer);
            return _end > 0;
        }
        catch (InvalidDataException e)
        {
            throw new DataException($"{_name}: damaged gzip data after line {LineNumber}: {e.Message}", e);
        }
        catch (IOException e)
        {
            throw new DataException($"{_name}: cannot read on after line {LineNumber}: {e.Message}", e);
        }
    }
}
