using Nmt.Model;
using Nmt.Model.Checkpoints;
using Nmt.Runs.Checkpoints;
using Nmt.Training.Optimization;
using static TorchSharp.torch;

namespace Nmt.Training.Checkpoints;

/// <summary>Checkpoints that training resumes from: weights, optimizer moments and, if kept, the moving average of the weights.</summary>
public static class TrainingCheckpoint
{
    /// <summary>Writes a checkpoint and makes it the latest.</summary>
    /// <param name="store">The run's checkpoints.</param>
    /// <param name="model">The model.</param>
    /// <param name="optimizer">Its optimizer.</param>
    /// <param name="state">The training state.</param>
    /// <param name="isBest">Whether it is also the best.</param>
    /// <param name="average">The moving average of the weights, or null.</param>
    /// <exception cref="IOException">When the disk is full; earlier checkpoints are unchanged.</exception>
    public static void Save(
        this CheckpointStore store, TranslationModel model, ParameterOptimizers optimizer, TrainingState state, bool isBest, WeightAverage? average = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        store.Write(state, isBest, folder =>
        {
            string PathOf(string file) => Path.Combine(folder, file);
            var checksums = new Dictionary<string, string>
            {
                [CheckpointFolder.ModelFile] = ModelWeights.Save(
                    PathOf(CheckpointFolder.ModelFile), model.state_dict().Select(entry => (entry.Key, entry.Value))),
                [CheckpointFolder.OptimizerFile] = OptimizerMoments.Save(PathOf(CheckpointFolder.OptimizerFile), optimizer, model),
            };
            if (average is not null)
            {
                checksums[CheckpointFolder.AverageFile] = ModelWeights.Save(PathOf(CheckpointFolder.AverageFile), average.Tensors);
            }

            return checksums;
        });
    }

    /// <summary>
    /// Restores the latest checkpoint: weights, moments, the moving average if kept, and the training state. A damaged checkpoint is
    /// set aside and the one before it restored. Everything is checked before anything is changed.
    /// </summary>
    /// <exception cref="CheckpointException">When no checkpoint is intact, or one belongs to another model.</exception>
    public static TrainingState RestoreLatest(
        this CheckpointStore store, TranslationModel model, ParameterOptimizers optimizer, WeightAverage? average = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        return store.Restore(checkpoint => Restore(checkpoint, model, optimizer, average));
    }

    private static TrainingState Restore(CheckpointFolder checkpoint, TranslationModel model, ParameterOptimizers optimizer, WeightAverage? average)
    {
        if (!checkpoint.IsTrainable)
        {
            throw new CheckpointException(
                $"{checkpoint.Path}: contains only weights, as written by nmt average; it can translate, but training cannot resume from it");
        }

        using var scope = NewDisposeScope();
        var weights = TensorFile.Read(checkpoint, CheckpointFolder.ModelFile);
        var moments = TensorFile.Read(checkpoint, CheckpointFolder.OptimizerFile);
        var averages = average is null ? null : TensorFile.Read(checkpoint, CheckpointFolder.AverageFile);
        ModelWeights.ThrowIfUnfit(weights, model);
        OptimizerMoments.ThrowIfUnfit(moments, optimizer, model);
        if (averages is not null)
        {
            // Loaded through the model, whose own weights are loaded afterwards.
            ModelWeights.Load(averages, model);
            average!.Restart();
        }

        ModelWeights.Load(weights, model);
        OptimizerMoments.Load(moments, optimizer, model);
        return checkpoint.Manifest.State;
    }
}
