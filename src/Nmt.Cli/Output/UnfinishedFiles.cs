using System.Runtime.InteropServices;
using Nmt.Cli.Console;
using Nmt.Text.Lines;

namespace Nmt.Cli.Output;

/// <summary>
/// The output files that are being written. A signal deletes them and then ends the process; until it does, no file is created or
/// completed, because the handler runs on a thread of its own while the verb continues. Not for verbs that continue after a signal
/// (<see cref="ShutdownSignal"/>).
/// </summary>
internal static class UnfinishedFiles
{
    private static readonly Lock Gate = new();
    private static readonly Dictionary<AtomicFile, string> Paths = [];

    // Referenced to the end of the process, because a registration without references ends when it is finalized.
    private static PosixSignalRegistration[]? _registrations;

    /// <summary>Creates a file that appears when it is completed.</summary>
    public static AtomicFile Create(string path)
    {
        lock (Gate)
        {
            // Registered before the file is created, because a signal may arrive immediately after that.
            _registrations ??= StopSignals.Register(_ => DeleteAll());
            var file = AtomicFile.Create(path);
            Paths.Add(file, path);
            return file;
        }
    }

    /// <summary>All is written: the file appears.</summary>
    public static void Complete(AtomicFile file)
    {
        lock (Gate)
        {
            file.Complete();
            Paths.Remove(file);
        }
    }

    /// <summary>Closes a file, and deletes it unless it is complete.</summary>
    public static void Close(AtomicFile file)
    {
        lock (Gate)
        {
            Paths.Remove(file);
            file.Dispose();
        }
    }

    /// <summary>Deletes the files, and keeps the gate closed until the process ends.</summary>
    private static void DeleteAll()
    {
        Gate.Enter();
        foreach (string path in Paths.Values)
        {
            File.Delete(path + AtomicFile.TemporaryEnd);
        }
    }
}
