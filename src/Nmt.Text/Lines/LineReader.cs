using System.Text;
using System.Text.Unicode;

namespace Nmt.Text.Lines;

/// <summary>Reads lines of UTF-8 as text; see <see cref="TextFile"/> for what a line is.</summary>
/// <param name="lines">The bytes; closed with this reader.</param>
/// <param name="replaceInvalid">What is read in place of a line that is not UTF-8; null ends reading there with the error.</param>
/// <param name="keepsByteOrderMark">Whether a byte order mark at the start is text like any other.</param>
public sealed class LineReader(
    ByteLineReader lines, Func<DataException, string>? replaceInvalid = null, bool keepsByteOrderMark = false) : IDisposable
{
    private static ReadOnlySpan<byte> ByteOrderMark => "\uFEFF"u8;

    /// <summary>Lines read so far.</summary>
    public int LineNumber => lines.LineNumber;

    /// <summary>Where the next line begins.</summary>
    public TextPosition Position => lines.Position;

    /// <summary>Reads the next line without its end.</summary>
    /// <returns>Null at the end of the text.</returns>
    /// <exception cref="DataException">At invalid UTF-8 or damaged compression.</exception>
    public string? Read()
    {
        if (!lines.TryRead(out var line))
        {
            return null;
        }

        if (!Utf8.IsValid(line))
        {
            var error = lines.NotUtf8(line);
            return replaceInvalid is null ? throw error : replaceInvalid(error);
        }

        var text = LineNumber == 1 && !keepsByteOrderMark && line.StartsWith(ByteOrderMark) ? line[ByteOrderMark.Length..] : line;
        return Encoding.UTF8.GetString(text is [.. var beforeReturn, (byte)'\r'] ? beforeReturn : text);
    }

    /// <inheritdoc/>
    public void Dispose() => lines.Dispose();
}
