using System.Text;

namespace Nmt.Text.Lines;

/// <summary>
/// A file that is replaced atomically: readers of the path see the old contents or the new, even after a crash, never a part. It is
/// written next to its path; <see cref="Complete"/> flushes it to disk and renames it, and disposing it earlier deletes it. The
/// folder itself is not flushed because .NET cannot open one: a power failure may undo the rename, which leaves the old contents
/// intact.
/// </summary>
public sealed class AtomicFile : IDisposable
{
    /// <summary>Suffix of the unfinished file's name. One name per path, so that repeated crashes leave only one file.</summary>
    public const string TemporaryEnd = ".tmp";

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly string _path;
    private readonly string _temporary;
    private readonly FileStream _stream;

    private AtomicFile(string path)
    {
        // Next to the file, because a rename is atomic only within one file system.
        (_path, _temporary) = (path, path + TemporaryEnd);
        _stream = new FileStream(_temporary, FileMode.Create, FileAccess.Write, FileShare.None);
    }

    /// <summary>Whether the file is complete and in place.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>Receives the new contents.</summary>
    public Stream Stream => _stream;

    /// <summary>Starts writing new contents.</summary>
    /// <param name="path">The file to create or replace.</param>
    public static AtomicFile Create(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new AtomicFile(path);
    }

    /// <summary>Writes text as UTF-8 without a byte-order mark.</summary>
    /// <param name="path">The file to create or replace.</param>
    /// <param name="text">Its new contents.</param>
    public static void WriteText(string path, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        WriteText(path, writer => writer.Write(text));
    }

    /// <summary>Writes the callback's output as UTF-8 without a byte-order mark.</summary>
    /// <param name="path">The file to create or replace.</param>
    /// <param name="write">Writes its new contents.</param>
    public static void WriteText(string path, Action<TextWriter> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        Write(path, stream =>
        {
            using var writer = new StreamWriter(stream, Utf8, leaveOpen: true);
            write(writer);
        });
    }

    /// <summary>Writes the callback's output.</summary>
    /// <param name="path">The file to create or replace.</param>
    /// <param name="write">Writes its new contents.</param>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        using var file = Create(path);
        write(file.Stream);
        file.Complete();
    }

    /// <summary>Completes the file, which replaces the old one.</summary>
    public void Complete()
    {
        _stream.Flush(flushToDisk: true);
        _stream.Dispose();
        File.Move(_temporary, _path, overwrite: true);
        IsComplete = true;
    }

    /// <summary>Closes the file, and deletes it unless it is complete.</summary>
    public void Dispose()
    {
        try
        {
            _stream.Dispose();
        }
        finally
        {
            // Closing fails on a full disk, and a partial file must not remain.
            if (!IsComplete)
            {
                File.Delete(_temporary);
            }
        }
    }
}
