using System.Text;

namespace Nmt.Text.Lines;

/// <summary>Cuts a text, plain or gzip, at line feeds, and leaves its bytes as they are.</summary>
public sealed class ByteLineReader : IDisposable
{
    private const int FirstBufferBytes = 1 << 16;
    private readonly bool _isGzip;
    private readonly Action? _beforeReading;
    private readonly Encoding? _encoding;
    private Stream _stream;
    private byte[] _buffer = new byte[FirstBufferBytes];
    private long _offset;
    private int _start;
    private int _end;

    /// <summary>Reads from a stream, plain or gzip, and closes it at the end.</summary>
    /// <param name="stream">The bytes.</param>
    /// <param name="name">What error messages call it.</param>
    /// <param name="beforeReading">Called before the stream is asked for more, which may take as long as a person types.</param>
    /// <param name="encoding">What the bytes are turned into UTF-8 from, strict; null to leave them as they are.</param>
    /// <exception cref="DataException">When the name says gzip and the bytes do not.</exception>
    public ByteLineReader(Stream stream, string name, Action? beforeReading = null, Encoding? encoding = null)
    {
        Name = name;
        _beforeReading = beforeReading;
        var magic = new byte[GzipMagic.Length];
        var peeked = Peek(stream, magic);
        _isGzip = magic.AsSpan(0, peeked).SequenceEqual(GzipMagic);
        if (!_isGzip && name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
        {
            stream.Dispose();
            throw new DataException($"{name}: not a gzip file, although its name ends in .gz");
        }

        var whole = new JoinedStream(new MemoryStream(magic, 0, peeked), stream);
        _stream = _isGzip ? new CompleteGzipStream(whole) : whole;
        _encoding = encoding;
        if (encoding is not null)
        {
            _stream = Encoding.CreateTranscodingStream(_stream, encoding, new UTF8Encoding(false, throwOnInvalidBytes: true));
        }
    }

    private static ReadOnlySpan<byte> GzipMagic => [0x1F, 0x8B];

    /// <summary>What error messages call the text.</summary>
    public string Name { get; }

    /// <summary>Lines read so far.</summary>
    public int LineNumber { get; private set; }

    /// <summary>Whether the line that was read last ended in a line feed; only the last one of a text may not.</summary>
    public bool HasLineEnd { get; private set; }

    /// <summary>Where the next line begins.</summary>
    public TextPosition Position => new(_offset, LineNumber);

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="beforeReading">Called before more is read.</param>
    /// <param name="encoding">What the file is turned into UTF-8 from, strict; null to leave its bytes as they are.</param>
    /// <exception cref="DataException">When it cannot be opened.</exception>
    public static ByteLineReader Open(string path, Action? beforeReading = null, Encoding? encoding = null)
    {
        try
        {
            return new ByteLineReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1), path, beforeReading, encoding);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DataException($"{path}: cannot read the file: {e.Message}", e);
        }
    }

    /// <summary>Opens a file where a reader of it stood before.</summary>
    /// <remarks>A plain file is read from there; a gzip file is decompressed from its beginning.</remarks>
    /// <exception cref="DataException">When it cannot be opened, or has changed so that no line begins there.</exception>
    public static ByteLineReader Open(string path, TextPosition position)
    {
        var reader = Open(path);
        try
        {
            reader.MoveTo(position);
            return reader;
        }
        catch
        {
            reader.Dispose();
            throw;
        }
    }

    /// <summary>Reads the next line without its line feed.</summary>
    /// <param name="line">The line; valid until the next call.</param>
    /// <returns>False at the end of the text.</returns>
    /// <exception cref="DataException">At damaged compression.</exception>
    public bool TryRead(out ReadOnlySpan<byte> line)
    {
        var searched = _start;
        int length;
        while ((length = _buffer.AsSpan(searched, _end - searched).IndexOf((byte)'\n')) < 0)
        {
            searched = _end - _start;
            if (!Fill())
            {
                line = _buffer.AsSpan(_start, _end - _start);
                _start = _end;
                _offset += line.Length;
                HasLineEnd = false;
                LineNumber += line.IsEmpty ? 0 : 1;
                return !line.IsEmpty;
            }
        }

        line = _buffer.AsSpan(_start, searched + length - _start);
        _start = searched + length + 1;
        _offset += line.Length + 1;
        HasLineEnd = true;
        LineNumber++;
        return true;
    }

    /// <summary>The error of the line that was read last, which is not UTF-8.</summary>
    public DataException NotUtf8(ReadOnlySpan<byte> line) => new($"{Name}:{LineNumber}: {InvalidUtf8.Describe(line)}");

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    private void MoveTo(TextPosition position)
    {
        if (position.Offset == 0)
        {
            return;
        }

        if (!_isGzip)
        {
            _stream.Dispose();
            // The byte before: it must be the end of a line.
            _offset = position.Offset - 1;
            _stream = new FileStream(Name, FileMode.Open, FileAccess.Read, FileShare.Read, 1) { Position = _offset };
        }

        byte last = 0;
        while (_offset < position.Offset && (_start < _end || Fill()))
        {
            var skipped = (int)Math.Min(_end - _start, position.Offset - _offset);
            last = _buffer[_start + skipped - 1];
            _start += skipped;
            _offset += skipped;
        }

        // Only the last line of a file may have no end.
        if (_offset < position.Offset || (last != '\n' && (_start < _end || Fill())))
        {
            throw new DataException($"{Name}: the file has changed: no line begins at byte {position.Offset}, where reading stopped before");
        }

        LineNumber = position.Line;
    }

    /// <summary>Reads as long as it can be gzip and no further: more may not come before this is answered.</summary>
    private int Peek(Stream stream, byte[] magic)
    {
        var peeked = 0;
        while (peeked < magic.Length && (peeked == 0 || magic[peeked - 1] == GzipMagic[peeked - 1]))
        {
            _beforeReading?.Invoke();
            var read = stream.Read(magic, peeked, 1);
            if (read == 0)
            {
                break;
            }

            peeked += read;
        }

        return peeked;
    }

    /// <summary>Moves the rest of the buffer to its front and reads more behind it.</summary>
    private bool Fill()
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, 2 * _buffer.Length);
        }

        _beforeReading?.Invoke();
        try
        {
            var read = _stream.Read(_buffer, _end, _buffer.Length - _end);
            _end += read;
            return read > 0;
        }
        catch (InvalidDataException e)
        {
            throw new DataException($"{Name}: damaged gzip data after line {LineNumber}: {e.Message}", e);
        }
        catch (DecoderFallbackException e)
        {
            // A block of lines is decoded at a time: which of them it is in cannot be said.
            throw new DataException($"{Name}: not {_encoding?.WebName}: bytes {Convert.ToHexString(e.BytesUnknown ?? [])}", e);
        }
        catch (IOException e)
        {
            throw new DataException($"{Name}: cannot read on after line {LineNumber}: {e.Message}", e);
        }
    }
}
