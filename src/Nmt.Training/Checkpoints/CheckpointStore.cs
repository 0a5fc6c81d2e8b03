using System.Globalization;
using Nmt.Model;
using Nmt.Training.Optimization;
using Serilog;
using Serilog.Core;
using TorchSharp;
using TorchSharp.Modules;

namespace Nmt.Training.Checkpoints;

/// <summary>
/// The checkpoints of a run. Each is a folder, written beside the others under a temporary name and renamed when all of it
/// is on the disk; then the index is replaced. Whenever the process is killed, a whole checkpoint is left.
/// </summary>
public sealed class CheckpointStore
{
    private const string IndexFile = "index.json";
    private const string TemporaryEnd = ".tmp";
    private const string DamagedPrefix = "damaged-";

    private readonly string _folder;
    private readonly string _subwordsSha256;

    /// <summary>Opens the store of a run.</summary>
    /// <param name="folder">The folder of checkpoints; it need not exist yet.</param>
    /// <param name="subwordsPath">The run's subword model, which every checkpoint is bound to.</param>
    public CheckpointStore(string folder, string subwordsPath)
    {
        _folder = folder;
        _subwordsSha256 = FileChecksum.Sha256(subwordsPath);
    }

    /// <summary>How many checkpoints stay.</summary>
    public CheckpointRetention Retention { get; init; } = new();

    /// <summary>Takes what a user should know: by default nobody.</summary>
    public ILogger Log { get; init; } = Logger.None;

    /// <summary>Whether there is a checkpoint to go on from in this folder.</summary>
    public static bool HasAny(string folder) => File.Exists(Path.Combine(folder, IndexFile));

    /// <summary>Writes a checkpoint and makes it the latest.</summary>
    /// <param name="model">The weights.</param>
    /// <param name="optimizer">The moments.</param>
    /// <param name="state">Where training stands.</param>
    /// <param name="isBest">Whether it is also the best.</param>
    /// <param name="average">The moving average of the weights, where there is one.</param>
    /// <exception cref="IOException">When the disk takes no more; the checkpoints before stay as they are.</exception>
    public void Save(EncoderDecoder model, OptimizerHelper optimizer, TrainingState state, bool isBest, WeightAverage? average = null) => Save(state, isBest, temporary =>
    {
        var metadata = new Dictionary<string, string> { ["format"] = "nmt" };
        var files = new Dictionary<string, string>
        {
            [CheckpointFolder.ModelFile] = TensorFile.Save(
                Path.Combine(temporary, CheckpointFolder.ModelFile), model.state_dict().Select(entry => (entry.Key, entry.Value)), metadata),
            [CheckpointFolder.OptimizerFile] = OptimizerMoments.Save(Path.Combine(temporary, CheckpointFolder.OptimizerFile), optimizer, model),
        };
        if (average is not null)
        {
            files[CheckpointFolder.AverageFile] = TensorFile.Save(Path.Combine(temporary, CheckpointFolder.AverageFile), average.Tensors, metadata);
        }

        return files;
    });

    /// <summary>Writes a checkpoint of weights alone, which can translate and not be trained on.</summary>
    /// <param name="weights">The weights by name.</param>
    /// <param name="state">Where the training that they come from stood.</param>
    public void SaveWeights(IReadOnlyDictionary<string, torch.Tensor> weights, TrainingState state) =>
        Save(state, isBest: true, temporary => new Dictionary<string, string>
        {
            [CheckpointFolder.ModelFile] = TensorFile.Save(
                Path.Combine(temporary, CheckpointFolder.ModelFile), weights.Select(entry => (entry.Key, entry.Value)),
                new Dictionary<string, string> { ["format"] = "nmt" }),
        });

    /// <summary>
    /// Restores the latest checkpoint: weights, moments, their average where one is kept, and where training stood. A damaged one is set aside, and the one
    /// before it restored. Everything is checked before anything is changed.
    /// </summary>
    /// <exception cref="CheckpointException">When no checkpoint is whole, or one is of another model.</exception>
    public TrainingState RestoreLatest(EncoderDecoder model, OptimizerHelper optimizer, WeightAverage? average = null)
    {
        var index = ReadIndex();
        string[] names = [index.Latest, .. All().Where(checkpoint => checkpoint.Name != index.Latest)
            .OrderByDescending(checkpoint => checkpoint.Manifest.State.Update)
            .ThenByDescending(checkpoint => checkpoint.Name, StringComparer.Ordinal).Select(checkpoint => checkpoint.Name)];
        var damage = new List<CheckpointException>();
        foreach (string name in names)
        {
            try
            {
                var state = Restore(Open(name), model, optimizer, average);
                SetAside(names[..damage.Count], name, index, damage);
                return state;
            }
            catch (CheckpointException fault) when (fault.IsDamage)
            {
                damage.Add(fault);
            }
        }

        throw damage[0];
    }

    /// <summary>
    /// Restores the best checkpoint's weights, or the latest's before the first validation; their average where one is kept.
    /// </summary>
    /// <returns>Where training stood then.</returns>
    /// <exception cref="CheckpointException">When a part of it is missing, damaged, or of another model.</exception>
    public TrainingState RestoreBestWeights(EncoderDecoder model)
    {
        using var scope = torch.NewDisposeScope();
        var checkpoint = Best();
        ModelWeights.Load(checkpoint.ReadWeights(), model);
        return checkpoint.Manifest.State;
    }

    /// <summary>The weights that <see cref="RestoreBestWeights"/> restores, by name, for a model that may differ.</summary>
    /// <returns>Tensors on the CPU; the caller disposes them.</returns>
    /// <exception cref="CheckpointException">When a part of the checkpoint is missing or damaged.</exception>
    public IReadOnlyDictionary<string, torch.Tensor> ReadBestWeights() => Best().ReadWeights().Tensors;

    /// <summary>Opens a checkpoint of this run.</summary>
    /// <param name="name">Its folder's name.</param>
    /// <exception cref="CheckpointException">When its manifest is missing, damaged, or bound to another subword model.</exception>
    public CheckpointFolder Open(string name)
    {
        var checkpoint = CheckpointFolder.Open(Path.Combine(_folder, name));
        return checkpoint.Manifest.SubwordsSha256 == _subwordsSha256
            ? checkpoint
            : throw new CheckpointException(
                $"{Path.Combine(checkpoint.Path, CheckpointFolder.ManifestFile)}: the checkpoint belongs to another subword model than the run's");
    }

    /// <summary>All checkpoints whose manifest is whole, oldest first.</summary>
    public IReadOnlyList<CheckpointFolder> All()
    {
        var checkpoints = new List<CheckpointFolder>();
        foreach (string name in Names())
        {
            try
            {
                checkpoints.Add(CheckpointFolder.Open(Path.Combine(_folder, name)));
            }
            catch (CheckpointException fault)
            {
                Log.Debug("Left out: {Fault}", fault.Message);
            }
        }

        return [.. checkpoints.OrderBy(checkpoint => checkpoint.Manifest.State.Update).ThenBy(checkpoint => checkpoint.Name, StringComparer.Ordinal)];
    }

    /// <summary>Folder names of all checkpoints, whole or not.</summary>
    public IEnumerable<string> Names() => Directory.Exists(_folder)
        ? Directory.EnumerateDirectories(_folder, "update-*").Select(path => Path.GetFileName(path))
            .Where(name => !name.EndsWith(TemporaryEnd, StringComparison.Ordinal)).Order(StringComparer.Ordinal)
        : [];

    /// <summary>Which checkpoint is which.</summary>
    /// <exception cref="CheckpointException">When the index is missing, damaged, or names what is no checkpoint.</exception>
    public CheckpointIndex ReadIndex()
    {
        string path = Path.Combine(_folder, IndexFile);
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

    private CheckpointFolder Best()
    {
        var index = ReadIndex();
        return Open(index.Best ?? index.Latest);
    }

    private static TrainingState Restore(CheckpointFolder checkpoint, EncoderDecoder model, OptimizerHelper optimizer, WeightAverage? average)
    {
        if (!checkpoint.Manifest.Files.ContainsKey(CheckpointFolder.OptimizerFile))
        {
            throw new CheckpointException(
                $"{checkpoint.Path}: holds weights alone, as nmt average writes them: it can translate and not be trained on");
        }

        using var scope = torch.NewDisposeScope();
        var weights = checkpoint.Read(CheckpointFolder.ModelFile);
        var moments = checkpoint.Read(CheckpointFolder.OptimizerFile);
        var averages = average is null ? null : checkpoint.Read(CheckpointFolder.AverageFile);
        ModelWeights.ThrowIfUnfit(weights, model);
        OptimizerMoments.ThrowIfUnfit(moments, optimizer, model);
        if (averages is not null)
        {
            // Through the model, whose weights come after it.
            ModelWeights.Load(averages, model);
            average!.Restart();
        }

        ModelWeights.Load(weights, model);
        OptimizerMoments.Load(moments, optimizer, model);
        return checkpoint.Manifest.State;
    }

    private void Save(TrainingState state, bool isBest, Func<string, Dictionary<string, string>> writeFiles)
    {
        Directory.CreateDirectory(_folder);
        var before = HasAny(_folder) ? ReadIndex() : null;
        string name = FreeName(state.Update, before);
        string final = Path.Combine(_folder, name);
        string temporary = final + TemporaryEnd;
        var index = new CheckpointIndex(name, isBest ? name : before?.Best);
        try
        {
            DeleteFolder(temporary);
            Directory.CreateDirectory(temporary);
            var manifest = new CheckpointManifest
            {
                Format = CheckpointManifest.CurrentFormat, State = state, SubwordsSha256 = _subwordsSha256, Files = writeFiles(temporary), Sha256 = "",
            };
            CheckpointJson.Write(Path.Combine(temporary, CheckpointFolder.ManifestFile), manifest.Sealed());
            DeleteFolder(final);
            Directory.Move(temporary, final);
            CheckpointJson.Write(Path.Combine(_folder, IndexFile), index);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException)
        {
            // The last of them is how .NET says that a file would be longer than the system allows.
            MakeRoom(temporary);
            string left = before is null ? "there is none before it" : $"{before.Latest} is as it was, and training can go on from there";
            throw new IOException($"{final}: the checkpoint cannot be written: {fault.Message}; {left}", fault);
        }

        Prune(index);
    }

    /// <summary>
    /// The name of an update's checkpoint. One that the index names is never written over, as nothing whole would be left if
    /// the process were killed just then: a second checkpoint of the same update gets a name of its own.
    /// </summary>
    private static string FreeName(long update, CheckpointIndex? taken)
    {
        string first = "update-" + update.ToString("D8", CultureInfo.InvariantCulture);
        string name = first;
        for (int copy = 2; name == taken?.Latest || name == taken?.Best; copy++)
        {
            name = string.Create(CultureInfo.InvariantCulture, $"{first}-{copy}");
        }

        return name;
    }

    private static void DeleteFolder(string path)
    {
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
    }

    /// <summary>Half of a checkpoint must not fill a disk that is full; where it cannot go, the next checkpoint replaces it.</summary>
    private void MakeRoom(string temporary)
    {
        try
        {
            DeleteFolder(temporary);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            Log.Debug("{Folder} stays: {Fault}", temporary, fault.Message);
        }
    }

    /// <summary>Says which checkpoints are damaged and has the index name whole ones; the damaged ones stay, under another name.</summary>
    private void SetAside(string[] damaged, string whole, CheckpointIndex index, List<CheckpointException> faults)
    {
        if (damaged.Length == 0)
        {
            return;
        }

        foreach (var fault in faults)
        {
            Log.Warning("Damaged checkpoint: {Fault:l}", fault.Message);
        }

        Log.Warning("Going back to the checkpoint before: {Checkpoint:l}", whole);
        CheckpointJson.Write(
            Path.Combine(_folder, IndexFile), new CheckpointIndex(whole, damaged.Contains(index.Best) ? BestBut(damaged) : index.Best));
        foreach (string name in damaged.Where(name => Directory.Exists(Path.Combine(_folder, name))))
        {
            string aside = Path.Combine(_folder, DamagedPrefix + name);
            DeleteFolder(aside);
            Directory.Move(Path.Combine(_folder, name), aside);
        }
    }

    private string? BestBut(string[] damaged) =>
        CheckpointRetention.Ranked(All().Where(checkpoint => !damaged.Contains(checkpoint.Name))).FirstOrDefault()?.Name;

    private void Prune(CheckpointIndex index)
    {
        var kept = Retention.Kept(All(), index);
        foreach (string name in Directory.EnumerateDirectories(_folder, "update-*").Select(path => Path.GetFileName(path)).ToArray())
        {
            if (!kept.Contains(name))
            {
                Delete(Path.Combine(_folder, name));
            }
        }
    }

    /// <summary>Deletes a checkpoint under a temporary name: of one that is half gone when the process is killed nobody must think it whole.</summary>
    private static void Delete(string path)
    {
        string temporary = path.EndsWith(TemporaryEnd, StringComparison.Ordinal) ? path : path + TemporaryEnd;
        if (temporary != path)
        {
            DeleteFolder(temporary);
            Directory.Move(path, temporary);
        }

        DeleteFolder(temporary);
    }
}
