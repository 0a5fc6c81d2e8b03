using System.Text;

namespace Nmt.Text.Lines;

/// <summary>
/// A file that is replaced as a whole: whoever reads the path, also after a crash, finds the old contents or the new, never a part.
/// It is written beside its path; <see cref="Complete"/> flushes it to the disk and renames it, and disposing it before deletes
/// it. The folder itself is not flushed: .NET cannot open one, so after a loss of power the rename may be undone, which leaves the
/// old contents whole.
/// </summary>
public sealed class AtomicFile : IDisposable
{
    /// <summary>What follows the path in the name of the unfinished file. One name per path, so that crashes leave one file.</summary>
    public const string TemporaryEnd = ".tmp";

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly string _path;
    private readonly string _temporary;
    private readonly FileStream _stream;

    private AtomicFile(string path)
    {
        // Beside the file, because a rename is atomic only within one file system.
        (_path, _temporary) = (path, path + TemporaryEnd);
        _stream = new FileStream(_temporary, FileMode.Create, FileAccess.Write, FileShare.None);
    }

    /// <summary>Whether the file has appeared.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>Takes the new contents.</summary>
    public Stream Stream => _stream;

    /// <summary>Begins to write new contents.</summary>
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

    /// <summary>Writes whatever the callback writes, as UTF-8 without a byte-order mark.</summary>
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

    /// <summary>Writes whatever the callback writes.</summary>
    /// <param name="path">The file to create or replace.</param>
    /// <param name="write">Writes its new contents.</param>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        using var file = Create(path);
        write(file.Stream);
        file.Complete();
    }

    /// <summary>All is written: the file appears in place of the old one.</summary>
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
            // On a full disk closing fails, and half of a file must not stay there.
            if (!IsComplete)
            {
                File.Delete(_temporary);
            }
        }
    }
}
