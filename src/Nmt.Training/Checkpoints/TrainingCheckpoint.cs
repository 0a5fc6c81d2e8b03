using Nmt.Model;
using Nmt.Model.Checkpoints;
using Nmt.Runs.Checkpoints;
using Nmt.Training.Optimization;
using static TorchSharp.torch;

namespace Nmt.Training.Checkpoints;

/// <summary>Checkpoints that training resumes from: weights, the optimizer's moments, and the weights' moving average where one is kept.</summary>
public static class TrainingCheckpoint
{
    /// <summary>Writes a checkpoint and makes it the latest.</summary>
    /// <param name="store">The run's checkpoints.</param>
    /// <param name="model">The weights.</param>
    /// <param name="optimizer">The moments.</param>
    /// <param name="state">Where training stands.</param>
    /// <param name="isBest">Whether it is also the best.</param>
    /// <param name="average">The moving average of the weights, where there is one.</param>
    /// <exception cref="IOException">When the disk takes no more; the checkpoints before stay as they are.</exception>
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
    /// Restores the latest checkpoint: weights, moments, their average where one is kept, and where training stood. A damaged one
    /// is set aside, and the one before it restored. Everything is checked before anything is changed.
    /// </summary>
    /// <exception cref="CheckpointException">When no checkpoint is whole, or one is of another model.</exception>
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
                $"{checkpoint.Path}: holds weights alone, as nmt average writes them: it can translate and not be trained on");
        }

        using var scope = NewDisposeScope();
        var weights = TensorFile.Read(checkpoint, CheckpointFolder.ModelFile);
        var moments = TensorFile.Read(checkpoint, CheckpointFolder.OptimizerFile);
        var averages = average is null ? null : TensorFile.Read(checkpoint, CheckpointFolder.AverageFile);
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
}
