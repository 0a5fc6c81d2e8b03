namespace Nmt.Text.Lines;

/// <summary>The lines of a whole file or stream, read one by one as <see cref="LineReader"/> does.</summary>
public static class TextFile
{
    /// <summary>The lines of a file, plain or gzip. It is opened when the first line is requested, so errors occur during enumeration.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How to read it; strict UTF-8 by default.</param>
    /// <exception cref="DataException">When the file cannot be read, is damaged or is not UTF-8; the message has file and line.</exception>
    public static IEnumerable<string> ReadLines(string path, LineOptions? options = null) => Lines(() => LineReader.Open(path, options));

    /// <summary>
    /// The lines of a file that is enumerated more than once. A file that cannot be reopened, such as a named pipe, is read at once and
    /// kept in memory.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <exception cref="DataException">As for <see cref="ReadLines(string, LineOptions?)"/>.</exception>
    public static IEnumerable<string> ReadLinesRepeatedly(string path)
    {
        try
        {
            // A named pipe is opened only once: closing it would end its writer.
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1);
            return stream.CanSeek ? ReadLines(path) : [.. ReadLines(stream, path)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DataException($"{path}: cannot read the file: {e.Message}", e);
        }
    }

    /// <summary>The lines of a stream, plain or gzip, which is closed after the last one.</summary>
    /// <param name="stream">The bytes.</param>
    /// <param name="name">Its name in error messages.</param>
    /// <param name="options">How to read it; strict UTF-8 by default.</param>
    /// <exception cref="DataException">When it is damaged or is not UTF-8; the message has name and line.</exception>
    public static IEnumerable<string> ReadLines(Stream stream, string name, LineOptions? options = null) =>
        Lines(() => new LineReader(stream, name, options));

    /// <summary>Number of lines in a file, which are validated as usual but not decoded.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <exception cref="DataException">As for <see cref="ReadLines(string, LineOptions?)"/>.</exception>
    public static int CountLines(string path, CancellationToken cancellation = default)
    {
        using var reader = LineReader.Open(path);
        while (reader.TryRead(out _))
        {
            cancellation.ThrowIfCancellationRequested();
        }

        return reader.LineNumber;
    }

    private static IEnumerable<string> Lines(Func<LineReader> open)
    {
        using var reader = open();
        while (reader.ReadText() is { } line)
        {
            yield return line;
        }
    }
}
