namespace Nmt.Runs;

/// <summary>
/// Keeps a run's folder for one process: two that wrote into it would spoil each other's checkpoints and tables. The system
/// lets go of it when the process ends, however it ends; the file that is left behind then means nothing.
/// </summary>
public sealed class RunLock : IDisposable
{
    private const string FileName = ".lock";

    /// <summary>What a file is refused with that another process holds: EAGAIN of Linux and of macOS, and Windows' sharing violation.</summary>
    private static readonly int[] Held = [11, 35, unchecked((int)0x80070020)];

    private readonly FileStream _file;

    private RunLock(FileStream file)
    {
        _file = file;
    }

    /// <summary>Makes the folder and keeps it, and makes sure that files can be written into it: better now than at the first checkpoint.</summary>
    /// <exception cref="IOException">When the folder cannot be made, takes no files, or another training is at work in it.</exception>
    public static RunLock Take(RunFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        FileStream? file = null;
        try
        {
            Directory.CreateDirectory(folder.Path);
            file = new FileStream(
                Path.Combine(folder.Path, FileName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
            file.WriteByte(0);
            file.Flush(flushToDisk: true);
            return new RunLock(file);
        }
        catch (IOException fault) when (Held.Contains(fault.HResult))
        {
            throw new IOException(
                $"{folder.Path}: another nmt is at work in this folder; wait for its end, or choose another --run-dir", fault);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            file?.Dispose();
            throw new IOException($"{folder.Path}: the run's folder cannot be written to: {fault.Message}", fault);
        }
    }

    /// <summary>Lets go of the folder.</summary>
    public void Dispose() => _file.Dispose();
}
