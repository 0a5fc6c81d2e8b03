using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Nmt.Text.Lines;

/// <summary>A position between two lines of a text.</summary>
/// <param name="Offset">Bytes before it, decompressed if the file is gzip.</param>
/// <param name="Line">Lines before it.</param>
public readonly record struct TextPosition(long Offset, int Line);

/// <summary>What a <see cref="LineReader"/> does with a line that is not UTF-8.</summary>
public enum InvalidUtf8
{
    /// <summary>Throws a <see cref="DataException"/> that names file and line.</summary>
    Throw,

    /// <summary>Returns an empty line, with that error as <see cref="LineReader.Fault"/>.</summary>
    Report,

    /// <summary>Returns the bytes unchecked.</summary>
    Keep,
}

/// <summary>How to read lines.</summary>
public sealed record LineOptions
{
    /// <summary>What to do with a line that is not UTF-8.</summary>
    /// <value>The default value throws.</value>
    public InvalidUtf8 InvalidUtf8 { get; init; }

    /// <summary>The encoding of the bytes, which are strictly converted to UTF-8; null if they are UTF-8.</summary>
    public Encoding? Encoding { get; init; }

    /// <summary>Whether a byte order mark at the start is kept as text.</summary>
    /// <value>The default value is false.</value>
    public bool KeepsByteOrderMark { get; init; }

    /// <summary>Called before every read, which may block, for example while a user types.</summary>
    public Action? BeforeReading { get; init; }

    /// <summary>Receives the bytes of every read, as they are in the file: compressed if it is gzip.</summary>
    public Action<int>? BytesRead { get; init; }
}

/// <summary>Reads a text line by line, plain or gzip, without holding it in memory.</summary>
/// <remarks>
/// A line ends only at a line feed: the other characters that Unicode treats as line ends occur inside sentences of real corpora.
/// The last line may lack a line feed. Gzip is detected by its first bytes.
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

    /// <summary>Creates a reader of a stream, which it closes when disposed.</summary>
    /// <param name="stream">The bytes.</param>
    /// <param name="name">Its name in error messages.</param>
    /// <param name="options">How to read it; strict UTF-8 by default.</param>
    /// <exception cref="DataException">When the name ends in <c>.gz</c> but the bytes are not gzip.</exception>
    public LineReader(Stream stream, string name, LineOptions? options = null)
    {
        Name = name;
        _options = options ?? new LineOptions();
        _invalidUtf8 = _options.InvalidUtf8;
        stream = _options.BytesRead is { } report ? new CountedStream(stream, report) : stream;
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

    /// <summary>The name of the text in error messages.</summary>
    public string Name { get; }

    /// <summary>Lines read so far.</summary>
    public int LineNumber { get; private set; }

    /// <summary>Whether the last line read ended in a line feed; false only for the last line of a text.</summary>
    public bool HasLineFeed { get; private set; }

    /// <summary>Why the last line read is not UTF-8; null if it is valid or was not checked.</summary>
    public DataException? Fault { get; private set; }

    /// <summary>Where the next line begins.</summary>
    public TextPosition Position => new(_offset, LineNumber);

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How to read it; strict UTF-8 by default.</param>
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

    /// <summary>Opens a file at the position of an earlier reader.</summary>
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

    /// <summary>Describes the first invalid byte and its offset.</summary>
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
    /// <exception cref="DataException">When the gzip data is damaged, or the options reject the invalid UTF-8 of the line.</exception>
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
    /// <exception cref="DataException">When the gzip data is damaged, or the options reject the invalid UTF-8 of the line.</exception>
    public bool TryRead(out ReadOnlySpan<byte> line)
    {
        Fault = null;
        if (!TryReadBytes(out line))
        {
            return false;
        }

        if (_invalidUtf8 != InvalidUtf8.Keep && !Utf8.IsValid(line))
        {
            line = Reject(line);
        }

        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    private static FileStream OpenStream(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1);

    private ReadOnlySpan<byte> Reject(ReadOnlySpan<byte> line)
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
            // Start one byte earlier: it must be a line feed.
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

        // Only the last line of a file may lack a line feed.
        if (_offset < position.Offset || (last != '\n' && (_start < _end || Fill())))
        {
            throw new DataException($"{Name}: the file has changed: no line begins at byte {position.Offset}, where reading last stopped");
        }

        LineNumber = position.Line;
    }

    /// <summary>Reads only while the input may be gzip: more input may arrive only after the first line is answered.</summary>
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

    /// <summary>Moves the rest of the buffer to its front and reads more after it.</summary>
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
            // Lines are decoded in blocks: which of them is invalid is not known.
            throw new DataException($"{Name}: not valid {_options.Encoding?.WebName}: bytes {Convert.ToHexString(e.BytesUnknown ?? [])}", e);
        }
        catch (IOException e)
        {
            throw new DataException($"{Name}: cannot read past line {LineNumber}: {e.Message}", e);
        }
    }
}
