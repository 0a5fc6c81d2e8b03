using System.Runtime.InteropServices;
using System.Text;
using Nmt.Cli.Console;
using Nmt.Text.Lines;

namespace Nmt.Cli.Output;

/// <summary>
/// Where results go: standard output, or a file that appears whole or not at all, also when a signal ends the process.
/// </summary>
internal sealed class ResultFile : IDisposable
{
    private readonly AtomicFile? _file;
    private readonly bool _ownsWriter;
    private readonly PosixSignalRegistration[] _signals = [];

    private ResultFile(TextWriter writer, bool ownsWriter) => (Writer, _ownsWriter) = (writer, ownsWriter);

    /// <summary>A file that appears when it is complete.</summary>
    private ResultFile(string path)
    {
        _ownsWriter = true;
        // The signal is not cancelled: the process ends by it, but leaves no half of a file behind. Before the file is there,
        // for a signal may come as soon as it is.
        _signals = [.. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM }.Select(
            signal => PosixSignalRegistration.Create(signal, _ => File.Delete(path + AtomicFile.TemporaryEnd)))];
        try
        {
            _file = AtomicFile.Create(path);
            Writer = Writing(_file.Stream);
        }
        catch
        {
            Array.ForEach(_signals, signal => signal.Dispose());
            throw;
        }
    }

    public TextWriter Writer { get; }

    private Stream Bytes => ((StreamWriter)Writer).BaseStream;

    /// <summary>Writes results that are bytes already to a file, which appears whole or not at all, or to standard output.</summary>
    public static void Write(string? path, StandardStreams streams, Action<Stream> write)
    {
        if (path is null)
        {
            write(streams.OutBytes);
            return;
        }

        using var file = Open(path, streams.Out);
        write(file.Bytes);
        file.Complete();
    }

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

        return new ResultFile(target);
    }

    /// <summary>Whether a path names a device, which must be written to and not replaced. .NET does not tell them from files.</summary>
    internal static bool IsDevice(string path)
    {
        string full = Path.GetFullPath(path);
        return !OperatingSystem.IsWindows()
            && full.StartsWith("/dev/", StringComparison.Ordinal) && !full.StartsWith("/dev/shm/", StringComparison.Ordinal);
    }

    private static StreamWriter Writing(Stream stream) => new(stream, new UTF8Encoding(false)) { NewLine = "\n" };

    /// <summary>All results are written: the file appears.</summary>
    public void Complete()
    {
        Writer.Flush();
        _file?.Complete();
    }

    public void Dispose()
    {
        Array.ForEach(_signals, signal => signal.Dispose());
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
            _file?.Dispose();
        }
    }
}
