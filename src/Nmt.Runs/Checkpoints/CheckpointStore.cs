using System.Text.Json.Serialization;
using Nmt.Text;
using Serilog;
using Serilog.Core;

namespace Nmt.Runs.Checkpoints;

/// <summary>
/// The checkpoints of a run. Each is a folder, written under a temporary name and renamed when it is complete on disk; then the
/// index is replaced. Whenever the process is killed, a complete checkpoint remains. The callers write and read the tensors of a
/// checkpoint and define their meaning.
/// </summary>
public sealed class CheckpointStore
{
    /// <summary>The suffix of a checkpoint's name while it is written or deleted.</summary>
    internal const string TemporarySuffix = ".tmp";

    private const string IndexFile = "index.json";

    private readonly string _subwordsSha256;

    /// <summary>Opens the store of a run.</summary>
    /// <param name="folder">The folder of checkpoints; it need not exist yet.</param>
    /// <param name="subwords">The run's subword models, which every checkpoint must match.</param>
    public CheckpointStore(string folder, Sides<string> subwords)
    {
        Folder = folder;
        _subwordsSha256 = FileChecksum.Sha256OfSubwords(subwords);
    }

    /// <summary>The folder of checkpoints.</summary>
    public string Folder { get; }

    /// <summary>How many checkpoints are kept.</summary>
    public CheckpointRetention Retention { get; init; } = new();

    /// <summary>SHA-256 of the config that is recorded in new checkpoints; null without a config.</summary>
    public string? ConfigSha256 { get; init; }

    /// <summary>The log; silent by default.</summary>
    public ILogger Log { get; init; } = Logger.None;

    /// <summary>Whether a folder has a checkpoint to resume from.</summary>
    public static bool HasAny(string folder) => File.Exists(Path.Combine(folder, IndexFile));

    /// <summary>Folder names of all checkpoints, intact or not.</summary>
    public IEnumerable<string> Names() => Directory.Exists(Folder)
        ? Directory.EnumerateDirectories(Folder, "update-*").Select(path => Path.GetFileName(path))
            .Where(name => !name.EndsWith(TemporarySuffix, StringComparison.Ordinal)).Order(StringComparer.Ordinal)
        : [];

    /// <summary>All checkpoints with an intact <c>state.json</c>, oldest first.</summary>
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
                Log.Debug("Checkpoint skipped: {Fault}", fault.Message);
            }
        }

        return [.. checkpoints.OrderBy(checkpoint => checkpoint.Manifest.State.Update).ThenBy(checkpoint => checkpoint.Name, StringComparer.Ordinal)];
    }

    /// <summary>Opens a checkpoint of this run.</summary>
    /// <param name="name">Its folder's name.</param>
    /// <exception cref="CheckpointException">When its <c>state.json</c> is missing or damaged, or it has a different subword model.</exception>
    public CheckpointFolder Open(string name)
    {
        var checkpoint = CheckpointFolder.Open(PathOf(name));
        return checkpoint.Manifest.SubwordsSha256 == _subwordsSha256
            ? checkpoint
            : throw new CheckpointException($"{checkpoint.ManifestPath}: the checkpoint was not trained with the run's subword model");
    }

    /// <summary>Opens the best checkpoint, or, before the first validation, the latest.</summary>
    public CheckpointFolder OpenBest()
    {
        var index = ReadIndex();
        return Open(index.Best ?? index.Latest);
    }

    /// <summary>Reads which checkpoints are the latest and the best.</summary>
    /// <exception cref="CheckpointException">When the index is missing or damaged, or contains an invalid name.</exception>
    public CheckpointIndex ReadIndex()
    {
        string path = PathOf(IndexFile);
        var index = CheckpointJson.Read<CheckpointIndex>(path);
        foreach (string? name in new[] { index.Latest, index.Best })
        {
            // The index is untrusted input: a name must not point outside the run.
            if (name is not null && (name.Length == 0 || Path.GetFileName(name) != name || name is "." or ".."))
            {
                throw new CheckpointException($"{path}: '{name}' is not the name of a checkpoint");
            }
        }

        return index.Latest is null ? throw new CheckpointException($"{path}: does not name the latest checkpoint") : index;
    }

    /// <summary>Writes a checkpoint and makes it the latest.</summary>
    /// <param name="state">The state of training.</param>
    /// <param name="isBest">Whether it is also the best.</param>
    /// <param name="writeTensors">Writes tensor files into a folder and returns their SHA-256 by name.</param>
    /// <exception cref="IOException">When writing fails; earlier checkpoints are unchanged.</exception>
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

    /// <summary>Restores the latest intact checkpoint; damaged ones are set aside.</summary>
    /// <param name="restore">Restores a checkpoint; must change nothing if it is damaged.</param>
    /// <exception cref="CheckpointException">When no checkpoint is intact, or one belongs to a different model.</exception>
    public TrainingState Restore(Func<CheckpointFolder, TrainingState> restore) => new CheckpointRecovery(this).Restore(restore);

    /// <summary>Replaces the index.</summary>
    internal void Write(CheckpointIndex index) => CheckpointJson.Write(PathOf(IndexFile), index);

    /// <summary>Path of a checkpoint.</summary>
    internal string PathOf(string name) => Path.Combine(Folder, name);
}

/// <summary><c>checkpoints/index.json</c>: which checkpoints are the latest and the best. Replaced atomically.</summary>
/// <param name="Latest">Folder name of the newest checkpoint.</param>
/// <param name="Best">Folder name of the checkpoint with the best validation; null before the first validation.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record CheckpointIndex(string Latest, string? Best);

/// <summary>A checkpoint is damaged or incomplete, or does not match what it is used with.</summary>
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

    /// <summary>Whether files are damaged or missing, so that another checkpoint of the run may still be intact.</summary>
    public bool IsDamage { get; init; }
}
