using Nmt.Model;
using static TorchSharp.torch;

namespace Nmt.Training.Faults;

/// <summary>Keeps weights that are no numbers out of checkpoints, where they would push out the last good ones.</summary>
internal static class FiniteWeights
{
    /// <exception cref="TrainingDivergedException">When a weight is infinite or no number.</exception>
    public static void ThrowIfSpoiled(TranslationModel model, long update)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        foreach (var (name, weight) in model.named_parameters())
        {
            // A sum is finite only of finite numbers; that of finite ones is too large for 64 bits only far from any training.
            if (!double.IsFinite(weight.to(ScalarType.Float64).sum().item<double>()))
            {
                throw new TrainingDivergedException(
                    $"weights of '{name}' are no numbers after update {update}: training diverged; "
                    + "try a lower training.optimizer.learning_rate or training.clip_norm. The last checkpoint is as it was.");
            }
        }
    }
}
