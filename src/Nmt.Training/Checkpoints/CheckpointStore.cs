using System.Globalization;
using Nmt.Model;
using Nmt.Training.Optimization;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Nmt.Training.Checkpoints;

/// <summary>
/// The checkpoints of a run. Each is a folder, written beside the others under a temporary name and renamed when all of it
/// is on the disk; then the index is replaced. Whenever the process is killed, a whole checkpoint is left.
/// </summary>
public sealed class CheckpointStore
{
    private const string ModelFile = "model.safetensors";
    private const string AverageFile = "average.safetensors";
    private const string OptimizerFile = "optimizer.safetensors";
    private const string ManifestFile = "state.json";
    private const string IndexFile = "index.json";

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

    /// <summary>Whether there is a checkpoint to go on from in this folder.</summary>
    public static bool HasAny(string folder) => File.Exists(Path.Combine(folder, IndexFile));

    /// <summary>Writes a checkpoint and makes it the latest.</summary>
    /// <param name="model">The weights.</param>
    /// <param name="optimizer">The moments.</param>
    /// <param name="state">Where training stands.</param>
    /// <param name="isBest">Whether it is also the best.</param>
    /// <param name="average">The moving average of the weights, where there is one.</param>
    public void Save(EncoderDecoder model, OptimizerHelper optimizer, TrainingState state, bool isBest, WeightAverage? average = null)
    {
        Directory.CreateDirectory(_folder);
        var before = HasAny(_folder) ? ReadIndex() : null;
        string name = FreeName(state.Update, before);
        string final = Path.Combine(_folder, name);
        string temporary = final + ".tmp";
        DeleteFolder(temporary);
        Directory.CreateDirectory(temporary);
        var metadata = new Dictionary<string, string> { ["format"] = "nmt" };
        var files = new Dictionary<string, string>
        {
            [ModelFile] = TensorFile.Save(
                Path.Combine(temporary, ModelFile), model.state_dict().Select(entry => (entry.Key, entry.Value)), metadata),
            [OptimizerFile] = OptimizerMoments.Save(Path.Combine(temporary, OptimizerFile), optimizer, model),
        };
        if (average is not null)
        {
            files[AverageFile] = TensorFile.Save(Path.Combine(temporary, AverageFile), average.Tensors, metadata);
        }

        var manifest = new CheckpointManifest
        {
            Format = CheckpointManifest.CurrentFormat, State = state, SubwordsSha256 = _subwordsSha256, Files = files, Sha256 = "",
        };
        CheckpointJson.Write(Path.Combine(temporary, ManifestFile), manifest.Sealed());
        DeleteFolder(final);
        Directory.Move(temporary, final);

        var index = new CheckpointIndex(name, isBest ? name : before?.Best);
        CheckpointJson.Write(Path.Combine(_folder, IndexFile), index);
        Prune(index, before);
    }

    /// <summary>Restores the latest checkpoint: weights, moments, their average where one is kept, and where training stood.</summary>
    /// <exception cref="CheckpointException">When a part of it is missing, damaged, or of another model.</exception>
    public TrainingState RestoreLatest(EncoderDecoder model, OptimizerHelper optimizer, WeightAverage? average = null)
    {
        var (folder, manifest) = Open(ReadIndex().Latest);
        if (average is not null)
        {
            // Through the model, where it is checked; the weights themselves come after it.
            Checked(folder, manifest, AverageFile, path => ModelWeights.Load(path, model));
            average.Restart();
        }

        Checked(folder, manifest, ModelFile, path => ModelWeights.Load(path, model));
        Checked(folder, manifest, OptimizerFile, path => OptimizerMoments.Load(path, optimizer, model));
        return manifest.State;
    }

    /// <summary>
    /// Restores the best checkpoint's weights, or the latest's before the first validation; their average where one is kept.
    /// </summary>
    /// <returns>Where training stood then.</returns>
    /// <exception cref="CheckpointException">When a part of it is missing, damaged, or of another model.</exception>
    public TrainingState RestoreBestWeights(EncoderDecoder model)
    {
        var index = ReadIndex();
        var (folder, manifest) = Open(index.Best ?? index.Latest);
        Checked(folder, manifest, WeightsToUse(manifest), path => ModelWeights.Load(path, model));
        return manifest.State;
    }

    /// <summary>The weights that <see cref="RestoreBestWeights"/> restores, by name, for a model that may differ.</summary>
    /// <returns>Tensors on the CPU; the caller disposes them.</returns>
    /// <exception cref="CheckpointException">When a part of the checkpoint is missing or damaged.</exception>
    public IReadOnlyDictionary<string, Tensor> ReadBestWeights()
    {
        var index = ReadIndex();
        var (folder, manifest) = Open(index.Best ?? index.Latest);
        IReadOnlyDictionary<string, Tensor>? weights = null;
        Checked(folder, manifest, WeightsToUse(manifest), path => weights = TensorFile.Load(path));
        return weights!;
    }

    private static string WeightsToUse(CheckpointManifest manifest) =>
        manifest.Files.ContainsKey(AverageFile) ? AverageFile : ModelFile;

    private static void Checked(string folder, CheckpointManifest manifest, string file, Action<string> load)
    {
        string path = Path.Combine(folder, file);
        if (!File.Exists(path))
        {
            throw new CheckpointException($"{path}: missing from the checkpoint");
        }

        if (!manifest.Files.TryGetValue(file, out string? expected) || FileChecksum.Sha256(path) != expected)
        {
            throw new CheckpointException(
                $"{path}: the file's checksum is not the one in {ManifestFile}: it was altered or damaged after it was written");
        }

        load(path);
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

    private CheckpointIndex ReadIndex()
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

    private (string Folder, CheckpointManifest Manifest) Open(string name)
    {
        string folder = Path.Combine(_folder, name);
        string path = Path.Combine(folder, ManifestFile);
        var manifest = CheckpointJson.Read<CheckpointManifest>(path);
        if (manifest.Format is < CheckpointManifest.OldestFormat or > CheckpointManifest.CurrentFormat)
        {
            throw new CheckpointException(
                $"{path}: checkpoint format {manifest.Format}; this version reads formats {CheckpointManifest.OldestFormat} to {CheckpointManifest.CurrentFormat}");
        }

        if (!manifest.IsIntact)
        {
            throw new CheckpointException($"{path}: the file does not match its own checksum: it was altered or damaged after it was written");
        }

        if (manifest.SubwordsSha256 != _subwordsSha256)
        {
            throw new CheckpointException($"{path}: the checkpoint belongs to another subword model than the run's");
        }

        return (folder, manifest);
    }

    /// <summary>Keeps the latest, the one before it and the best.</summary>
    private void Prune(CheckpointIndex index, CheckpointIndex? before)
    {
        var kept = new HashSet<string?> { index.Latest, index.Best, before?.Latest };
        foreach (string folder in Directory.EnumerateDirectories(_folder, "update-*"))
        {
            if (!kept.Contains(Path.GetFileName(folder)))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }
}
