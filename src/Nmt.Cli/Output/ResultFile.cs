using System.Text;
using Nmt.Cli.Console;
using Nmt.Text.Lines;

namespace Nmt.Cli.Output;

/// <summary>
/// The destination of results: standard output, or a file that appears complete or not at all, even if a signal ends the process.
/// </summary>
internal sealed class ResultFile : IDisposable
{
    /// <summary>EROFS on Linux and macOS, which .NET passes on unchanged.</summary>
    private const int ReadOnlyFileSystem = 30;

    private readonly AtomicFile? _file;
    private readonly bool _ownsWriter;

    private ResultFile(TextWriter writer, bool ownsWriter) => (Writer, _ownsWriter) = (writer, ownsWriter);

    /// <summary>A file that appears when it is complete.</summary>
    private ResultFile(string path)
    {
        _ownsWriter = true;
        _file = UnfinishedFiles.Create(path);
        Writer = CreateWriter(_file.Stream);
    }

    public TextWriter Writer { get; }

    private Stream Bytes => ((StreamWriter)Writer).BaseStream;

    /// <summary>Writes results that are already bytes to a file, which appears complete or not at all, or to standard output.</summary>
    public static void Write(string? path, StandardStreams streams, Action<Stream> write)
    {
        if (path is null)
        {
            write(streams.OutBytes);
            return;
        }

        Write(path, write);
    }

    /// <summary>Writes results that are already bytes to a file, which appears complete or not at all.</summary>
    /// <exception cref="UsageException">When there is no permission to write the file.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        using var file = Open(path, TextWriter.Null);
        write(file.Bytes);
        file.Complete();
    }

    /// <summary>Opens the file, or uses standard output if there is no path.</summary>
    /// <exception cref="UsageException">When there is no permission to write the file.</exception>
    public static ResultFile Open(string? path, TextWriter standardOutput)
    {
        if (path is null)
        {
            return new ResultFile(standardOutput, ownsWriter: false);
        }

        try
        {
            return Open(path);
        }
        catch (Exception fault) when (IsDenied(fault))
        {
            throw new UsageException($"cannot write {path}: no permission to write this file, or to create files in its folder; choose another file");
        }
    }

    private static ResultFile Open(string path)
    {
        if (IsDevice(path))
        {
            return new ResultFile(CreateWriter(new FileStream(path, FileMode.Open, FileAccess.Write)), ownsWriter: true);
        }

        // A link stays a link: its target is replaced.
        string target = new FileInfo(path).LinkTarget is null ? path : File.ResolveLinkTarget(path, returnFinalTarget: true)!.FullName;
        if (IsDevice(target) || File.Exists(target))
        {
            var existing = new FileStream(target, FileMode.Open, FileAccess.Write);
            if (IsDevice(target) || !existing.CanSeek)
            {
                return new ResultFile(CreateWriter(existing), ownsWriter: true);
            }

            existing.Dispose();
        }

        return new ResultFile(target);
    }

    /// <summary>Whether a file could not be created because it is not allowed there. File systems of the kernel report that it is not found.</summary>
    internal static bool IsDenied(Exception fault) =>
        fault is UnauthorizedAccessException or FileNotFoundException or DirectoryNotFoundException or IOException { HResult: ReadOnlyFileSystem };

    /// <summary>Whether a path names a device, which must be written to, not replaced. .NET does not distinguish devices from files.</summary>
    internal static bool IsDevice(string path)
    {
        string full = Path.GetFullPath(path);
        return !OperatingSystem.IsWindows()
            && full.StartsWith("/dev/", StringComparison.Ordinal) && !full.StartsWith("/dev/shm/", StringComparison.Ordinal);
    }

    private static StreamWriter CreateWriter(Stream stream) => new(stream, new UTF8Encoding(false)) { NewLine = "\n" };

    /// <summary>Makes the file appear, after all results are written.</summary>
    public void Complete()
    {
        Writer.Flush();
        if (_file is not null)
        {
            UnfinishedFiles.Complete(_file);
        }
    }

    public void Dispose()
    {
        if (_file is { IsComplete: true })
        {
            return;
        }

        try
        {
            if (_ownsWriter)
            {
                Writer.Dispose();
            }
            else
            {
                Writer.Flush();
            }
        }
        finally
        {
            if (_file is not null)
            {
                UnfinishedFiles.Close(_file);
            }
        }
    }
}
