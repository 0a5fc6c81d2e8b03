using System.Globalization;
using System.Text;

namespace Nmt.Text.Corpora;

/// <summary>Reads lines of strict UTF-8; see <see cref="TextFile"/> for what a line is.</summary>
internal sealed class LineReader : IDisposable
{
    private const int BufferBytes = 1 << 16;
    private readonly Stream _stream;
    private readonly string _name;
    private readonly byte[] _buffer = new byte[BufferBytes];
    private readonly List<byte> _partial = [];
    private int _start;
    private int _end;

    private static ReadOnlySpan<byte> GzipMagic => [0x1F, 0x8B];

    /// <summary>Reads from a stream and closes it at the end.</summary>
    public LineReader(Stream stream, string name)
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

    /// <summary>Opens a file.</summary>
    /// <exception cref="DataException">When it cannot be opened.</exception>
    public static LineReader Open(string path)
    {
        try
        {
            return new LineReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1), path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DataException($"{path}: cannot read the file: {e.Message}", e);
        }
    }

    /// <summary>Reads the next line without its end.</summary>
    /// <returns>Null at the end of the text.</returns>
    /// <exception cref="DataException">At invalid UTF-8 or damaged compression.</exception>
    public string? Read()
    {
        _partial.Clear();
        while (true)
        {
            if (_start == _end && !Fill())
            {
                return _partial.Count == 0 ? null : Decode(_partial.ToArray());
            }

            var rest = _buffer.AsSpan(_start.._end);
            var length = rest.IndexOf((byte)'\n');
            if (length < 0)
            {
                _partial.AddRange(rest);
                _start = _end;
                continue;
            }

            _start += length + 1;
            if (_partial.Count == 0)
            {
                return Decode(rest[..length]);
            }

            _partial.AddRange(rest[..length]);
            return Decode(_partial.ToArray());
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

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

    private string Decode(ReadOnlySpan<byte> line)
    {
        LineNumber++;
        var text = LineNumber == 1 && line.StartsWith("\uFEFF"u8) ? line[3..] : line;
        text = text.EndsWith("\r"u8) ? text[..^1] : text;
        return System.Text.Unicode.Utf8.IsValid(text) ? Encoding.UTF8.GetString(text) : throw InvalidUtf8(line);
    }

    private DataException InvalidUtf8(ReadOnlySpan<byte> line)
    {
        var offset = 0;
        while (Rune.DecodeFromUtf8(line[offset..], out _, out var length) == System.Buffers.OperationStatus.Done)
        {
            offset += length;
        }

        return new DataException(string.Create(
            CultureInfo.InvariantCulture,
            $"{_name}:{LineNumber}: invalid UTF-8 (byte 0x{line[offset]:X2} at byte offset {offset} of the line)"));
    }
}
