using System.Text;

namespace Nmt.Text.Corpora;

/// <summary>Reads lines of strict UTF-8 as text; see <see cref="TextFile"/> for what a line is.</summary>
internal sealed class LineReader(Utf8LineReader reader) : IDisposable
{
    private static ReadOnlySpan<byte> ByteOrderMark => "\uFEFF"u8;

    /// <summary>Lines read so far.</summary>
    public int LineNumber => reader.LineNumber;

    /// <summary>Where the next line begins.</summary>
    public TextPosition Position => reader.Position;

    /// <summary>Reads the next line without its end.</summary>
    /// <returns>Null at the end of the text.</returns>
    /// <exception cref="DataException">At invalid UTF-8 or damaged compression.</exception>
    public string? Read()
    {
        if (!reader.TryRead(out var line))
        {
            return null;
        }

        var text = reader.LineNumber == 1 && line.StartsWith(ByteOrderMark) ? line[ByteOrderMark.Length..] : line;
        return Encoding.UTF8.GetString(text.EndsWith("\r"u8) ? text[..^1] : text);
    }

    /// <inheritdoc/>
    public void Dispose() => reader.Dispose();
}
