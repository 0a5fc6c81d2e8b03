using System.Text.Json.Serialization;
using Serilog;
using Serilog.Core;

namespace Nmt.Runs.Checkpoints;

/// <summary>
/// The checkpoints of a run. Each is a folder, written beside the others under a temporary name and renamed when all of it
/// is on disk; then the index is replaced. Whenever the process is killed, a whole checkpoint is left. What the tensors in a
/// checkpoint mean is the business of the callers, who write and read them.
/// </summary>
public sealed class CheckpointStore
{
    /// <summary>What the name of a checkpoint ends in while it is written or deleted.</summary>
    internal const string TemporaryEnd = ".tmp";

    private const string IndexFile = "index.json";

    private readonly string _subwordsSha256;

    /// <summary>Opens the store of a run.</summary>
    /// <param name="folder">The folder of checkpoints; it need not exist yet.</param>
    /// <param name="subwordsPath">The run's subword model, which every checkpoint is bound to.</param>
    public CheckpointStore(string folder, string subwordsPath)
    {
        Folder = folder;
        _subwordsSha256 = FileChecksum.Sha256OfSubwords(subwordsPath);
    }

    /// <summary>The folder of checkpoints.</summary>
    public string Folder { get; }

    /// <summary>How many checkpoints stay.</summary>
    public CheckpointRetention Retention { get; init; } = new();

    /// <summary>SHA-256 of the config that checkpoints are written with; none where there is none.</summary>
    public string? ConfigSha256 { get; init; }

    /// <summary>Receives what a user should know; by default nothing does.</summary>
    public ILogger Log { get; init; } = Logger.None;

    /// <summary>Whether a folder has a checkpoint to resume from.</summary>
    public static bool HasAny(string folder) => File.Exists(Path.Combine(folder, IndexFile));

    /// <summary>Folder names of all checkpoints, whole or not.</summary>
    public IEnumerable<string> Names() => Directory.Exists(Folder)
        ? Directory.EnumerateDirectories(Folder, "update-*").Select(path => Path.GetFileName(path))
            .Where(name => !name.EndsWith(TemporaryEnd, StringComparison.Ordinal)).Order(StringComparer.Ordinal)
        : [];

    /// <summary>All checkpoints whose <c>state.json</c> is whole, oldest first.</summary>
    public IReadOnlyList<CheckpointFolder> All()
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
                Log.Debug("Left out: {Fault}", fault.Message);
            }
        }

        return [.. checkpoints.OrderBy(checkpoint => checkpoint.Manifest.State.Update).ThenBy(checkpoint => checkpoint.Name, StringComparer.Ordinal)];
    }

    /// <summary>Opens a checkpoint of this run.</summary>
    /// <param name="name">Its folder's name.</param>
    /// <exception cref="CheckpointException">When its <c>state.json</c> is missing, damaged, or bound to another subword model.</exception>
    public CheckpointFolder Open(string name)
    {
        var checkpoint = CheckpointFolder.Open(PathOf(name));
        return checkpoint.Manifest.SubwordsSha256 == _subwordsSha256
            ? checkpoint
            : throw new CheckpointException($"{checkpoint.ManifestPath}: the checkpoint belongs to another subword model than the run's");
    }

    /// <summary>Opens the best checkpoint, or the latest before the first validation.</summary>
    public CheckpointFolder OpenBest()
    {
        var index = ReadIndex();
        return Open(index.Best ?? index.Latest);
    }

    /// <summary>Which checkpoint is which.</summary>
    /// <exception cref="CheckpointException">When the index is missing, damaged, or names something that is not a checkpoint.</exception>
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

    /// <summary>Writes a checkpoint and makes it the latest.</summary>
    /// <param name="state">Where training stands.</param>
    /// <param name="isBest">Whether it is also the best.</param>
    /// <param name="writeTensors">Writes files of tensors into a folder and returns their SHA-256 by name.</param>
    /// <exception cref="IOException">When the disk takes no more; the checkpoints before stay as they are.</exception>
    public void Write(TrainingState state, bool isBest, Func<string, IReadOnlyDictionary<string, string>> writeTensors) =>
        new CheckpointWriter(this).Write(state.Update, isBest, temporary =>
        {
            var checksums = writeTensors(temporary);
            var manifest = new CheckpointManifest
            {
                State = state,
                SubwordsSha256 = _subwordsSha256,
                ConfigSha256 = ConfigSha256,
                Files = [.. checksums.Keys.Order(StringComparer.Ordinal)],
            };
            CheckpointFolder.Complete(temporary, manifest, checksums);
        });

    /// <summary>Restores the latest checkpoint; a damaged one is set aside, and the one before it restored.</summary>
    /// <param name="restore">Restores one, or changes nothing where it is damaged.</param>
    /// <exception cref="CheckpointException">When no checkpoint is whole, or one is of another model.</exception>
    public TrainingState Restore(Func<CheckpointFolder, TrainingState> restore) => new CheckpointRecovery(this).Restore(restore);

    /// <summary>Replaces the index.</summary>
    internal void Write(CheckpointIndex index) => CheckpointJson.Write(PathOf(IndexFile), index);

    /// <summary>Path of a checkpoint.</summary>
    internal string PathOf(string name) => Path.Combine(Folder, name);
}

/// <summary><c>checkpoints/index.json</c>: which checkpoint is which. Replaced in one step.</summary>
/// <param name="Latest">Folder name of the newest.</param>
/// <param name="Best">Folder name of the best validated; none before the first validation.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record CheckpointIndex(string Latest, string? Best);

/// <summary>A checkpoint is damaged, incomplete or does not belong to what it is used with.</summary>
public sealed class CheckpointException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">Which file or folder cannot be used, a colon, and what is wrong with it.</param>
    public CheckpointException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception from the one that caused it.</summary>
    /// <param name="message">Which file or folder cannot be used, a colon, and what is wrong with it.</param>
    /// <param name="innerException">The cause.</param>
    public CheckpointException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Whether the bytes on the disk are at fault, so that another checkpoint of the run may still be whole.</summary>
    public bool IsDamage { get; init; }
}
