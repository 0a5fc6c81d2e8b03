using Nmt.Runs.Checkpoints;
using Nmt.Text.Subwords;

namespace Nmt.Runs;

/// <summary>A run's folder, self-contained: config, subword model, checkpoints, tables and log.</summary>
/// <param name="path">The folder; it need not exist yet.</param>
public sealed class RunFolder(string path)
{
    private readonly string _given = path;

    /// <summary>The folder.</summary>
    public string Path { get; } = System.IO.Path.GetFullPath(path);

    /// <summary>The resolved config.</summary>
    public string Config => In("config.yaml");

    /// <summary>The subword model of both sides: the file that names it, <c>subwords.model</c> unless it is of another family.</summary>
    public string Subwords => SubwordFiles.In(Path)[0];

    /// <summary>All checkpoints.</summary>
    public string Checkpoints => In("checkpoints");

    /// <summary>One row per validation.</summary>
    public string Validations => In("validations.csv");

    /// <summary>One row every so many updates.</summary>
    public string Updates => In("updates.csv");

    /// <summary>Translations of some validation sentences, at every validation.</summary>
    public string Samples => In("samples.csv");

    /// <summary>What was run on which machine, with checksums of the data.</summary>
    public string Manifest => In("run.json");

    /// <summary>The page that shows how training goes.</summary>
    public string Report => In("report.html");

    /// <summary>All messages, with the stacks of errors.</summary>
    public string Log => In("train.log");

    /// <summary>Whether nothing is in the folder, or it is not there.</summary>
    public bool IsEmpty => !Directory.Exists(Path) || !Directory.EnumerateFileSystemEntries(Path).Any();

    /// <exception cref="CheckpointException">When the folder lacks a part that translating needs.</exception>
    public void ThrowIfIncomplete()
    {
        foreach (string part in (IEnumerable<string>)[Config, .. SubwordFiles.In(Path), Checkpoints])
        {
            if (!File.Exists(part) && !Directory.Exists(part))
            {
                throw new CheckpointException($"{part}: missing; '{_given}' is not a complete run folder");
            }
        }
    }

    private string In(string name) => System.IO.Path.Combine(Path, name);
}

/// <summary>
/// Keeps a run's folder for one process: two that wrote into it would corrupt each other's checkpoints and tables. The system
/// releases it when the process ends, however it ends; the file that is left behind then means nothing.
/// </summary>
public sealed class RunLock : IDisposable
{
    private const string FileName = ".lock";

    /// <summary>The errors for a file that another process holds: EAGAIN of Linux and of macOS, and Windows' sharing violation.</summary>
    private static readonly int[] Held = [11, 35, unchecked((int)0x80070020)];

    private readonly FileStream _file;

    private RunLock(FileStream file)
    {
        _file = file;
    }

    /// <summary>Creates the folder and locks it, and makes sure that files can be written into it: better now than at the first checkpoint.</summary>
    /// <exception cref="IOException">When the folder cannot be created, takes no files, or another training is at work in it.</exception>
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

    /// <summary>Releases the folder.</summary>
    public void Dispose() => _file.Dispose();
}
