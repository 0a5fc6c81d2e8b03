using Nmt.Runs.Checkpoints;
using Serilog;

namespace Nmt.Training.Checkpoints;

/// <summary>Which checkpoints lie in a run's folder, and which of them is which.</summary>
/// <param name="folder">The folder of checkpoints; it need not exist yet.</param>
/// <param name="subwordsSha256">SHA-256 of the run's subword model, which every checkpoint is bound to.</param>
internal sealed class CheckpointCatalog(string folder, string subwordsSha256)
{
    /// <summary>What the name of a checkpoint ends in while it is written or deleted.</summary>
    public const string TemporaryEnd = ".tmp";

    private const string IndexFile = "index.json";

    /// <summary>The folder of checkpoints.</summary>
    public string Folder { get; } = folder;

    /// <summary>Whether there is a checkpoint to go on from in a folder.</summary>
    public static bool HasAny(string folder) => File.Exists(Path.Combine(folder, IndexFile));

    /// <summary>Path of a checkpoint.</summary>
    public string PathOf(string name) => Path.Combine(Folder, name);

    /// <summary>Folder names of all checkpoints, whole or not.</summary>
    public IEnumerable<string> Names() => Directory.Exists(Folder)
        ? Directory.EnumerateDirectories(Folder, "update-*").Select(path => Path.GetFileName(path))
            .Where(name => !name.EndsWith(TemporaryEnd, StringComparison.Ordinal)).Order(StringComparer.Ordinal)
        : [];

    /// <summary>All checkpoints whose manifest is whole, oldest first.</summary>
    /// <param name="log">Takes what is wrong with the others.</param>
    public IReadOnlyList<CheckpointFolder> All(ILogger log)
    {
        var checkpoints = new List<CheckpointFolder>();
        foreach (string name in Names())
        {
            try
            {
                checkpoints.Add(CheckpointFolder.Open(PathOf(name)));
            }
            catch (CheckpointException fault)
            {
                log.Debug("Left out: {Fault}", fault.Message);
            }
        }

        return [.. checkpoints.OrderBy(checkpoint => checkpoint.Manifest.State.Update).ThenBy(checkpoint => checkpoint.Name, StringComparer.Ordinal)];
    }

    /// <summary>Opens a checkpoint of this run.</summary>
    /// <exception cref="CheckpointException">When its manifest is missing, damaged, or bound to another subword model.</exception>
    public CheckpointFolder Open(string name)
    {
        var checkpoint = CheckpointFolder.Open(PathOf(name));
        return checkpoint.Manifest.SubwordsSha256 == subwordsSha256
            ? checkpoint
            : throw new CheckpointException(
                $"{Path.Combine(checkpoint.Path, CheckpointFolder.ManifestFile)}: the checkpoint belongs to another subword model than the run's");
    }

    /// <summary>Opens the best checkpoint, or the latest before the first validation.</summary>
    public CheckpointFolder OpenBest()
    {
        var index = ReadIndex();
        return Open(index.Best ?? index.Latest);
    }

    /// <summary>Which checkpoint is which.</summary>
    /// <exception cref="CheckpointException">When the index is missing, damaged, or names what is no checkpoint.</exception>
    public CheckpointIndex ReadIndex()
    {
        string path = PathOf(IndexFile);
        var index = CheckpointJson.Read<CheckpointIndex>(path);
        foreach (string? name in new[] { index.Latest, index.Best })
        {
            // The index is a file from outside: a name must not lead out of the run.
            if (name is not null && (name.Length == 0 || Path.GetFileName(name) != name || name is "." or ".."))
            {
                throw new CheckpointException($"{path}: '{name}' is not the name of a checkpoint");
            }
        }

        return index.Latest is null ? throw new CheckpointException($"{path}: names no latest checkpoint") : index;
    }

    /// <summary>Replaces the index.</summary>
    public void Write(CheckpointIndex index) => CheckpointJson.Write(PathOf(IndexFile), index);

    /// <summary>Deletes a folder, if it is there.</summary>
    public static void DeleteFolder(string path)
    {
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
    }
}
