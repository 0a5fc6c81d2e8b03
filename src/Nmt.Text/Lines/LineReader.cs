using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Nmt.Text.Lines;

/// <summary>A position between two lines of a text.</summary>
/// <param name="Offset">Bytes before it, decompressed where the file is gzip.</param>
/// <param name="Line">Lines before it.</param>
public readonly record struct TextPosition(long Offset, int Line);

/// <summary>What a <see cref="LineReader"/> does with a line that is not UTF-8.</summary>
public enum InvalidUtf8
{
    /// <summary>Throws a <see cref="DataException"/> that names file and line.</summary>
    Throw,

    /// <summary>Returns an empty line, and that error as <see cref="LineReader.Fault"/>.</summary>
    Report,

    /// <summary>Returns the bytes as they are; nothing is checked.</summary>
    Keep,
}

/// <summary>How lines are read.</summary>
public sealed record LineOptions
{
    /// <summary>What becomes of a line that is not UTF-8.</summary>
    /// <value>The default value throws.</value>
    public InvalidUtf8 InvalidUtf8 { get; init; }

    /// <summary>The encoding from which the bytes are converted to UTF-8, strict; null where they are UTF-8 already.</summary>
    public Encoding? Encoding { get; init; }

    /// <summary>Whether a byte order mark at the start is text like any other.</summary>
    /// <value>The default value is false.</value>
    public bool KeepsByteOrderMark { get; init; }

    /// <summary>Called before more input is requested, which may take as long as a person types.</summary>
    public Action? BeforeReading { get; init; }
}

/// <summary>Reads a text line by line, plain or gzip, without holding it in memory.</summary>
/// <remarks>
/// A line ends at a line feed and nowhere else: the other characters that Unicode calls line ends occur inside sentences of real
/// corpora. Text whose last line has no end is complete. Gzip is recognized by its first bytes.
/// </remarks>
public sealed class LineReader : IDisposable
{
    private const int InitialBufferBytes = 1 << 16;
    private readonly LineOptions _options;
    private readonly InvalidUtf8 _invalidUtf8;
    private readonly bool _isGzip;
    private Stream _stream;
    private byte[] _buffer = new byte[InitialBufferBytes];
    private long _offset;
    private int _start;
    private int _end;

    /// <summary>Reads from a stream, which it closes at the end.</summary>
    /// <param name="stream">The bytes.</param>
    /// <param name="name">What error messages call it.</param>
    /// <param name="options">How it is read; strict UTF-8 by default.</param>
    /// <exception cref="DataException">When the name says gzip and the bytes do not.</exception>
    public LineReader(Stream stream, string name, LineOptions? options = null)
    {
        Name = name;
        _options = options ?? new LineOptions();
        _invalidUtf8 = _options.InvalidUtf8;
        byte[] magic = new byte[GzipMagic.Length];
        int peeked = Peek(stream, magic);
        _isGzip = magic.AsSpan(0, peeked).SequenceEqual(GzipMagic);
        if (!_isGzip && name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
        {
            stream.Dispose();
            throw new DataException($"{name}: not a gzip file, although its name ends in .gz");
        }

        var whole = new JoinedStream(new MemoryStream(magic, 0, peeked), stream);
        _stream = _isGzip ? new CompleteGzipStream(whole) : whole;
        if (_options.Encoding is { } encoding)
        {
            _stream = Encoding.CreateTranscodingStream(_stream, encoding, new UTF8Encoding(false, throwOnInvalidBytes: true));
        }
    }

    private static ReadOnlySpan<byte> GzipMagic => [0x1F, 0x8B];

    private static ReadOnlySpan<byte> ByteOrderMark => "\uFEFF"u8;

    /// <summary>What error messages call the text.</summary>
    public string Name { get; }

    /// <summary>Lines read so far.</summary>
    public int LineNumber { get; private set; }

    /// <summary>Whether the last line read ended in a line feed; only the last line of a text may not.</summary>
    public bool HasLineFeed { get; private set; }

    /// <summary>Why the last line read is not UTF-8, where such lines are to be reported; null where it is.</summary>
    public DataException? Fault { get; private set; }

    /// <summary>Where the next line begins.</summary>
    public TextPosition Position => new(_offset, LineNumber);

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How it is read; strict UTF-8 by default.</param>
    /// <exception cref="DataException">When it cannot be opened.</exception>
    public static LineReader Open(string path, LineOptions? options = null)
    {
        try
        {
            return new LineReader(OpenStream(path), path, options);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DataException($"{path}: cannot read the file: {e.Message}", e);
        }
    }

    /// <summary>Opens a file at a position that an earlier reader of it had.</summary>
    /// <remarks>A plain file is read from there; a gzip file is decompressed from its beginning.</remarks>
    /// <exception cref="DataException">When it cannot be opened, or has changed so that no line begins there.</exception>
    public static LineReader Open(string path, TextPosition position)
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

    /// <summary>Where bytes are not UTF-8: the first wrong byte and its offset.</summary>
    /// <param name="line">A line that is not valid UTF-8.</param>
    public static string DescribeInvalid(ReadOnlySpan<byte> line)
    {
        int offset = 0;
        while (Rune.DecodeFromUtf8(line[offset..], out _, out int length) == OperationStatus.Done)
        {
            offset += length;
        }

        return string.Create(
            CultureInfo.InvariantCulture, $"invalid UTF-8 (byte 0x{line[offset]:X2} at byte offset {offset} of the line)");
    }

    /// <summary>Reads the next line as text, without its line feed, one carriage return before it, and a byte order mark at the start.</summary>
    /// <returns>Null at the end of the text.</returns>
    /// <exception cref="DataException">At damaged compression, or invalid UTF-8 by the options.</exception>
    public string? ReadText()
    {
        if (!TryRead(out var line))
        {
            return null;
        }

        var text = LineNumber == 1 && !_options.KeepsByteOrderMark && line.StartsWith(ByteOrderMark) ? line[ByteOrderMark.Length..] : line;
        return Encoding.UTF8.GetString(text is [.. var beforeReturn, (byte)'\r'] ? beforeReturn : text);
    }

    /// <summary>Reads the bytes of the next line without its line feed.</summary>
    /// <param name="line">The line; valid until the next call.</param>
    /// <returns>False at the end of the text.</returns>
    /// <exception cref="DataException">At damaged compression, or invalid UTF-8 by the options.</exception>
    public bool TryRead(out ReadOnlySpan<byte> line)
    {
        Fault = null;
        if (!TryReadBytes(out line))
        {
            return false;
        }

        if (_invalidUtf8 != InvalidUtf8.Keep && !Utf8.IsValid(line))
        {
            line = Refuse(line);
        }

        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    private static FileStream OpenStream(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1);

    private ReadOnlySpan<byte> Refuse(ReadOnlySpan<byte> line)
    {
        Fault = new DataException($"{Name}:{LineNumber}: {DescribeInvalid(line)}");
        return _invalidUtf8 == InvalidUtf8.Throw ? throw Fault : [];
    }

    private bool TryReadBytes(out ReadOnlySpan<byte> line)
    {
        int searched = _start;
        int length;
        while ((length = _buffer.AsSpan(searched, _end - searched).IndexOf((byte)'\n')) < 0)
        {
            searched = _end - _start;
            if (!Fill())
            {
                line = _buffer.AsSpan(_start, _end - _start);
                _start = _end;
                _offset += line.Length;
                HasLineFeed = false;
                LineNumber += line.IsEmpty ? 0 : 1;
                return !line.IsEmpty;
            }
        }

        line = _buffer.AsSpan(_start, searched + length - _start);
        _start = searched + length + 1;
        _offset += line.Length + 1;
        HasLineFeed = true;
        LineNumber++;
        return true;
    }

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
            _stream = OpenStream(Name);
            _stream.Position = _offset;
        }

        byte last = 0;
        while (_offset < position.Offset && (_start < _end || Fill()))
        {
            int skipped = (int)Math.Min(_end - _start, position.Offset - _offset);
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

    /// <summary>Reads as long as it can be gzip and no further: more input may come only after the first line is answered.</summary>
    private int Peek(Stream stream, byte[] magic)
    {
        int peeked = 0;
        while (peeked < magic.Length && (peeked == 0 || magic[peeked - 1] == GzipMagic[peeked - 1]))
        {
            _options.BeforeReading?.Invoke();
            int read = stream.Read(magic, peeked, 1);
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

        _options.BeforeReading?.Invoke();
        try
        {
            int read = _stream.Read(_buffer, _end, _buffer.Length - _end);
            _end += read;
            return read > 0;
        }
        catch (InvalidDataException e)
        {
            throw new DataException($"{Name}: damaged gzip data after line {LineNumber}: {e.Message}", e);
        }
        catch (DecoderFallbackException e)
        {
            // A block of lines is decoded at once: which of them is at fault is not known.
            throw new DataException($"{Name}: not {_options.Encoding?.WebName}: bytes {Convert.ToHexString(e.BytesUnknown ?? [])}", e);
        }
        catch (IOException e)
        {
            throw new DataException($"{Name}: cannot read on after line {LineNumber}: {e.Message}", e);
        }
    }
}
