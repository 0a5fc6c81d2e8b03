using System.Text.Unicode;

namespace Nmt.Text.Lines;

/// <summary>Reads lines as the bytes they are, which must be UTF-8; a line ends at a line feed and nowhere else.</summary>
public sealed class Utf8LineReader : IDisposable
{
    private readonly ByteLineReader _lines;

    /// <summary>Reads from a stream, plain or gzip, and closes it at the end.</summary>
    /// <param name="stream">The bytes.</param>
    /// <param name="name">What error messages call it.</param>
    /// <param name="beforeReading">Called before the stream is asked for more, which may take as long as a person types.</param>
    /// <exception cref="DataException">When the name says gzip and the bytes do not.</exception>
    public Utf8LineReader(Stream stream, string name, Action? beforeReading = null)
        : this(new ByteLineReader(stream, name, beforeReading))
    {
    }

    private Utf8LineReader(ByteLineReader lines)
    {
        _lines = lines;
    }

    /// <summary>What error messages call the text.</summary>
    public string Name => _lines.Name;

    /// <summary>Lines read so far.</summary>
    public int LineNumber => _lines.LineNumber;

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="beforeReading">Called before more is read.</param>
    /// <exception cref="DataException">When it cannot be opened.</exception>
    public static Utf8LineReader Open(string path, Action? beforeReading = null) => new(ByteLineReader.Open(path, beforeReading));

    /// <summary>Reads the next line without its line feed.</summary>
    /// <param name="line">The line; valid until the next call.</param>
    /// <returns>False at the end of the text.</returns>
    /// <exception cref="DataException">At invalid UTF-8 or damaged compression.</exception>
    public bool TryRead(out ReadOnlySpan<byte> line)
    {
        if (!_lines.TryRead(out line))
        {
            return false;
        }

        return Utf8.IsValid(line) ? true : throw _lines.NotUtf8(line);
    }

    /// <inheritdoc/>
    public void Dispose() => _lines.Dispose();
}
