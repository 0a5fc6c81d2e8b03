using System.Runtime.InteropServices;
using System.Text;

namespace Nmt.Cli.Reporting;

/// <summary>
/// Where results go: standard output, or a file that appears whole or not at all, also when a signal ends the process.
/// </summary>
internal sealed class ResultFile : IDisposable
{
    private readonly string? _path;
    private readonly string? _temporary;
    private readonly bool _ownsWriter;
    private readonly PosixSignalRegistration[] _signals = [];

    private ResultFile(TextWriter writer, bool ownsWriter) => (Writer, _ownsWriter) = (writer, ownsWriter);

    /// <summary>A file that is written beside its place until it is complete.</summary>
    private ResultFile(string path, string temporary)
    {
        (_path, _temporary, _ownsWriter) = (path, temporary, true);
        // The signal is not cancelled: the process ends by it, but leaves no half of a file behind. Before the file is there,
        // for a signal may come as soon as it is.
        _signals = [.. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM }.Select(
            signal => PosixSignalRegistration.Create(signal, _ => File.Delete(temporary)))];
        try
        {
            Writer = Writing(new FileStream(temporary, FileMode.Create, FileAccess.Write));
        }
        catch
        {
            Array.ForEach(_signals, signal => signal.Dispose());
            throw;
        }
    }

    public TextWriter Writer { get; }

    /// <summary>The file below the writer, for results that are bytes already; use one of the two.</summary>
    public Stream Bytes => ((StreamWriter)Writer).BaseStream;

    /// <summary>Opens the file, or takes standard output where there is no path.</summary>
    public static ResultFile Open(string? path, TextWriter standardOutput)
    {
        if (path is null)
        {
            return new ResultFile(standardOutput, ownsWriter: false);
        }

        if (IsDevice(path))
        {
            return new ResultFile(Writing(new FileStream(path, FileMode.Open, FileAccess.Write)), ownsWriter: true);
        }

        // A link stays one: what it points to is what is replaced.
        string target = new FileInfo(path).LinkTarget is null ? path : File.ResolveLinkTarget(path, returnFinalTarget: true)!.FullName;
        if (IsDevice(target) || File.Exists(target))
        {
            var existing = new FileStream(target, FileMode.Open, FileAccess.Write);
            if (IsDevice(target) || !existing.CanSeek)
            {
                return new ResultFile(Writing(existing), ownsWriter: true);
            }

            existing.Dispose();
        }

        return new ResultFile(target, target + ".part");
    }

    /// <summary>Whether a path names a device, which must be written to and not replaced. .NET does not tell them from files.</summary>
    internal static bool IsDevice(string path)
    {
        string full = Path.GetFullPath(path);
        return !OperatingSystem.IsWindows()
            && full.StartsWith("/dev/", StringComparison.Ordinal) && !full.StartsWith("/dev/shm/", StringComparison.Ordinal);
    }

    private static StreamWriter Writing(FileStream stream) => new(stream, new UTF8Encoding(false)) { NewLine = "\n" };

    /// <summary>All results are written: the file appears.</summary>
    public void Complete()
    {
        Writer.Flush();
        if (_path is not null && _temporary is not null)
        {
            Writer.Dispose();
            File.Move(_temporary, _path, overwrite: true);
        }
    }

    public void Dispose()
    {
        Array.ForEach(_signals, signal => signal.Dispose());
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
            // On a full disk what is left cannot be written either, and half of a file must not stay there.
            if (_temporary is not null)
            {
                File.Delete(_temporary);
            }
        }
    }
}
