using Nmt.Runs.Checkpoints;
using Nmt.Text;
using Nmt.Text.Subwords;

namespace Nmt.Runs;

/// <summary>The self-contained folder of a run: config, subword model, checkpoints, tables and log.</summary>
/// <param name="path">The folder; it need not exist yet.</param>
public sealed class RunFolder(string path)
{
    private readonly string _originalPath = path;

    /// <summary>The absolute path of the folder.</summary>
    public string Path { get; } = System.IO.Path.GetFullPath(path);

    /// <summary>The resolved config.</summary>
    public string Config => In("config.yaml");

    /// <summary>
    /// The main file of each side's subword model. That of a shared one is <c>subwords.model</c>, except for families other than
    /// SentencePiece; the sides' own ones are in <c>subwords/source</c> and <c>subwords/target</c>.
    /// </summary>
    public Sides<string> Subwords => SubwordFiles.FoldersIn(Path).Map(folder => SubwordFiles.In(folder)[0]);

    /// <summary>All files of the subword models, which need not exist.</summary>
    public IEnumerable<string> SubwordParts => Subwords.All.SelectMany(SubwordFiles.PartsOf);

    /// <summary>The folder of all checkpoints.</summary>
    public string Checkpoints => In("checkpoints");

    /// <summary>One row per validation.</summary>
    public string Validations => In("validations.csv");

    /// <summary>One row every <c>training.log_every</c> updates.</summary>
    public string Updates => In("updates.csv");

    /// <summary>Translations of some validation sentences at every validation.</summary>
    public string Samples => In("samples.csv");

    /// <summary>Versions, machine, command line, and checksums of the data.</summary>
    public string Manifest => In("run.json");

    /// <summary>The page that shows the progress of training.</summary>
    public string Report => In("report.html");

    /// <summary>All messages, with stack traces of errors.</summary>
    public string Log => In("train.log");

    /// <summary>The files that a run keeps in its folder, whether they exist or not, and those of its checkpoints.</summary>
    public IEnumerable<string> Files =>
    [
        .. TopFiles,
        .. Directory.Exists(Checkpoints) ? Directory.EnumerateFiles(Checkpoints, "*", SearchOption.AllDirectories) : [],
    ];

    /// <summary>The files that training writes into the folder itself, whether they exist or not.</summary>
    public IEnumerable<string> TopFiles =>
        [Config, Manifest, Report, Log, Validations, Updates, Samples, .. SubwordFiles.AllIn(Path)];

    /// <summary>Whether the folder is empty or does not exist.</summary>
    public bool IsEmpty => !Directory.Exists(Path) || !Directory.EnumerateFileSystemEntries(Path).Any();

    /// <exception cref="CheckpointException">When the folder lacks something that translation needs.</exception>
    public void ThrowIfIncomplete()
    {
        foreach (string part in (IEnumerable<string>)[Config, .. SubwordParts, Checkpoints])
        {
            if (!File.Exists(part) && !Directory.Exists(part))
            {
                throw new CheckpointException($"{part}: missing; '{_originalPath}' is not a complete run folder");
            }
        }
    }

    private string In(string name) => System.IO.Path.Combine(Path, name);
}

/// <summary>
/// Locks a run folder for one process: two processes writing into it would corrupt each other's checkpoints and tables. The
/// operating system releases the lock however the process ends; a leftover lock file has no effect.
/// </summary>
public sealed class RunLock : IDisposable
{
    private const string FileName = ".lock";

    /// <summary>The error codes for a file that another process has locked: EAGAIN on Linux and on macOS, sharing violation on Windows.</summary>
    private static readonly int[] LockedErrors = [11, 35, unchecked((int)0x80070020)];

    private readonly FileStream _file;

    private RunLock(FileStream file)
    {
        _file = file;
    }

    /// <summary>Creates and locks the folder, and checks that it is writable, so that training does not fail at the first checkpoint.</summary>
    /// <exception cref="IOException">When the folder cannot be created, is not writable, or is used by another process.</exception>
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
        catch (IOException fault) when (LockedErrors.Contains(fault.HResult))
        {
            throw new IOException(
                $"{folder.Path}: another nmt process is using this folder; wait for it to finish, or choose another --run-dir", fault);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            file?.Dispose();
            throw new IOException($"{folder.Path}: the run folder is not writable: {fault.Message}", fault);
        }
    }

    /// <summary>Releases the lock.</summary>
    public void Dispose() => _file.Dispose();
}
