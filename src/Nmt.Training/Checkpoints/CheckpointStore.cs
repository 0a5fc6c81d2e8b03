using Nmt.Model;
using Nmt.Runs.Checkpoints;
using Nmt.Training.Optimization;
using Serilog;
using Serilog.Core;
using TorchSharp;

namespace Nmt.Training.Checkpoints;

/// <summary>
/// The checkpoints of a run. Each is a folder, written beside the others under a temporary name and renamed when all of it
/// is on the disk; then the index is replaced. Whenever the process is killed, a whole checkpoint is left.
/// </summary>
public sealed class CheckpointStore
{
    private static readonly Dictionary<string, string> Metadata = new() { ["format"] = "nmt" };

    private readonly CheckpointCatalog _catalog;
    private readonly string _subwordsSha256;

    /// <summary>Opens the store of a run.</summary>
    /// <param name="folder">The folder of checkpoints; it need not exist yet.</param>
    /// <param name="subwordsPath">The run's subword model, which every checkpoint is bound to.</param>
    public CheckpointStore(string folder, string subwordsPath)
    {
        _subwordsSha256 = FileChecksum.Sha256OfSubwords(subwordsPath);
        _catalog = new CheckpointCatalog(folder, _subwordsSha256);
    }

    /// <summary>How many checkpoints stay.</summary>
    public CheckpointRetention Retention { get; init; } = new();

    /// <summary>SHA-256 of the config that checkpoints are written with; none where there is none.</summary>
    public string? ConfigSha256 { get; init; }

    /// <summary>Takes what a user should know: by default nobody.</summary>
    public ILogger Log { get; init; } = Logger.None;

    /// <summary>Whether there is a checkpoint to go on from in this folder.</summary>
    public static bool HasAny(string folder) => CheckpointCatalog.HasAny(folder);

    /// <summary>Writes a checkpoint and makes it the latest.</summary>
    /// <param name="model">The weights.</param>
    /// <param name="optimizer">The moments.</param>
    /// <param name="state">Where training stands.</param>
    /// <param name="isBest">Whether it is also the best.</param>
    /// <param name="average">The moving average of the weights, where there is one.</param>
    /// <exception cref="IOException">When the disk takes no more; the checkpoints before stay as they are.</exception>
    public void Save(EncoderDecoder model, ParameterOptimizers optimizer, TrainingState state, bool isBest, WeightAverage? average = null) => Write(state, isBest, temporary =>
    {
        var files = new Dictionary<string, string>
        {
            [CheckpointFolder.ModelFile] = TensorFile.Save(
                Path.Combine(temporary, CheckpointFolder.ModelFile), model.state_dict().Select(entry => (entry.Key, entry.Value)), Metadata),
            [CheckpointFolder.OptimizerFile] = OptimizerMoments.Save(Path.Combine(temporary, CheckpointFolder.OptimizerFile), optimizer, model),
        };
        if (average is not null)
        {
            files[CheckpointFolder.AverageFile] = TensorFile.Save(Path.Combine(temporary, CheckpointFolder.AverageFile), average.Tensors, Metadata);
        }

        return files;
    });

    /// <summary>Writes a checkpoint of weights alone, which can translate and not be trained on.</summary>
    /// <param name="weights">The weights by name.</param>
    /// <param name="state">Where the training that they come from stood.</param>
    public void SaveWeights(IReadOnlyDictionary<string, torch.Tensor> weights, TrainingState state) =>
        Write(state, isBest: true, temporary => new Dictionary<string, string>
        {
            [CheckpointFolder.ModelFile] = TensorFile.Save(
                Path.Combine(temporary, CheckpointFolder.ModelFile), weights.Select(entry => (entry.Key, entry.Value)), Metadata),
        });

    /// <summary>
    /// Restores the latest checkpoint: weights, moments, their average where one is kept, and where training stood. A damaged one
    /// is set aside, and the one before it restored. Everything is checked before anything is changed.
    /// </summary>
    /// <exception cref="CheckpointException">When no checkpoint is whole, or one is of another model.</exception>
    public TrainingState RestoreLatest(EncoderDecoder model, ParameterOptimizers optimizer, WeightAverage? average = null) =>
        new CheckpointRecovery(_catalog, Log).Restore(checkpoint => Restore(checkpoint, model, optimizer, average));

    /// <summary>
    /// Restores the best checkpoint's weights, or the latest's before the first validation; their average where one is kept.
    /// </summary>
    /// <returns>Where training stood then.</returns>
    /// <exception cref="CheckpointException">When a part of it is missing, damaged, or of another model.</exception>
    public TrainingState RestoreBestWeights(EncoderDecoder model)
    {
        using var scope = torch.NewDisposeScope();
        var checkpoint = _catalog.OpenBest();
        ModelWeights.Load(checkpoint.ReadWeights(), model);
        return checkpoint.Manifest.State;
    }

    /// <summary>The weights that <see cref="RestoreBestWeights"/> restores, by name, for a model that may differ.</summary>
    /// <returns>Tensors on the CPU; the caller disposes them.</returns>
    /// <exception cref="CheckpointException">When a part of the checkpoint is missing or damaged.</exception>
    public IReadOnlyDictionary<string, torch.Tensor> ReadBestWeights() => _catalog.OpenBest().ReadWeights().Tensors;

    /// <summary>Opens a checkpoint of this run.</summary>
    /// <param name="name">Its folder's name.</param>
    /// <exception cref="CheckpointException">When its manifest is missing, damaged, or bound to another subword model.</exception>
    public CheckpointFolder Open(string name) => _catalog.Open(name);

    /// <summary>All checkpoints whose manifest is whole, oldest first.</summary>
    public IReadOnlyList<CheckpointFolder> All() => _catalog.All(Log);

    /// <summary>Folder names of all checkpoints, whole or not.</summary>
    public IEnumerable<string> Names() => _catalog.Names();

    /// <summary>Which checkpoint is which.</summary>
    /// <exception cref="CheckpointException">When the index is missing, damaged, or names what is no checkpoint.</exception>
    public CheckpointIndex ReadIndex() => _catalog.ReadIndex();

    private static TrainingState Restore(CheckpointFolder checkpoint, EncoderDecoder model, ParameterOptimizers optimizer, WeightAverage? average)
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

    /// <param name="state">Where training stands.</param>
    /// <param name="isBest">Whether the checkpoint is the best.</param>
    /// <param name="writeFiles">Writes files into a folder and gives their checksums by name.</param>
    private void Write(TrainingState state, bool isBest, Func<string, Dictionary<string, string>> writeFiles) =>
        new CheckpointWriter(_catalog, Retention, Log).Write(state.Update, isBest, temporary => new CheckpointManifest
        {
            Format = CheckpointManifest.CurrentFormat,
            State = state,
            SubwordsSha256 = _subwordsSha256,
            ConfigSha256 = ConfigSha256,
            Files = writeFiles(temporary),
            Sha256 = "",
        });
}
