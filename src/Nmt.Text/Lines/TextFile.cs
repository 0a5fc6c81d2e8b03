using System.Text;

namespace Nmt.Text.Lines;

/// <summary>Reads text line by line, without holding it in memory.</summary>
/// <remarks>
/// A line ends at a line feed and nowhere else: the other characters that Unicode calls line ends stand inside sentences of
/// real corpora. One carriage return before the line feed goes, and so does a byte order mark at the start. Text whose last
/// line has no end is complete. Gzip is recognized by its first bytes. UTF-8 is strict.
/// </remarks>
public static class TextFile
{
    /// <summary>The lines of a file, plain or gzip; errors appear while they are enumerated.</summary>
    /// <exception cref="DataException">When the file cannot be read, is damaged or is not UTF-8; the message has file and line.</exception>
    public static IEnumerable<string> ReadLines(string path) =>
        Lines(() => new LineReader(ByteLineReader.Open(path)));

    /// <summary>The lines of a file with the byte order mark that may stand at its start, which is text here.</summary>
    /// <param name="path">The file.</param>
    /// <param name="encoding">What it is encoded in, strict; null for UTF-8. The mark of another encoding is none of its text.</param>
    /// <exception cref="DataException">As for <see cref="ReadLines(string)"/>.</exception>
    public static IEnumerable<string> ReadLinesWithMark(string path, Encoding? encoding = null) =>
        Lines(() => new LineReader(ByteLineReader.Open(path, encoding: encoding), keepsByteOrderMark: encoding is null));

    /// <summary>The lines of a stream with the byte order mark that may stand at its start, which is text here.</summary>
    /// <param name="stream">UTF-8 bytes, plain or gzip; closed after the last line.</param>
    /// <param name="name">What error messages call it.</param>
    /// <param name="encoding">What it is encoded in, strict; null for UTF-8. The mark of another encoding is none of its text.</param>
    /// <exception cref="DataException">When it is damaged or is not UTF-8; the message has name and line.</exception>
    public static IEnumerable<string> ReadLinesWithMark(Stream stream, string name, Encoding? encoding = null) =>
        Lines(() => new LineReader(new ByteLineReader(stream, name, encoding: encoding), keepsByteOrderMark: encoding is null));

    /// <summary>The lines of a stream, plain or gzip, which is closed after the last one.</summary>
    /// <param name="stream">UTF-8 bytes.</param>
    /// <param name="name">What error messages call it.</param>
    /// <exception cref="DataException">When it is damaged or is not UTF-8; the message has name and line.</exception>
    public static IEnumerable<string> ReadLines(Stream stream, string name) =>
        Lines(() => new LineReader(new ByteLineReader(stream, name)));

    /// <summary>The lines of a stream of which some may be no UTF-8; it is closed after the last one.</summary>
    /// <param name="stream">UTF-8 bytes, plain or gzip.</param>
    /// <param name="name">What error messages call it.</param>
    /// <param name="replaceInvalid">Gets the error of a line that is not UTF-8, and gives what stands in its place.</param>
    /// <exception cref="DataException">When compression is damaged or reading fails.</exception>
    public static IEnumerable<string> ReadLines(Stream stream, string name, Func<DataException, string> replaceInvalid) =>
        Lines(() => new LineReader(new ByteLineReader(stream, name), replaceInvalid));

    /// <summary>Number of lines of a file, which are read as strictly as ever, but no text is made of them.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <exception cref="DataException">As for <see cref="ReadLines(string)"/>.</exception>
    public static int CountLines(string path, CancellationToken cancellation = default)
    {
        using var reader = Utf8LineReader.Open(path);
        while (reader.TryRead(out _))
        {
            cancellation.ThrowIfCancellationRequested();
        }

        return reader.LineNumber;
    }

    // What is read is opened when the first line is asked for, so that errors come where lines do.
    private static IEnumerable<string> Lines(Func<LineReader> open)
    {
        using var reader = open();
        while (reader.Read() is { } line)
        {
            yield return line;
        }
    }
}
