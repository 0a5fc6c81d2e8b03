using Nmt.Model;
using Nmt.Runs.Checkpoints;
using Serilog;
using static TorchSharp.torch;

namespace Nmt.Training;

/// <summary>
/// Counts updates whose loss or gradient is not finite, and ends training when too many follow each other. Loss and gradient are
/// sums over all processes, so that all of them skip the same updates.
/// </summary>
/// <param name="maxInARow">How many in a row are tolerated.</param>
/// <param name="log">Takes what a user should know.</param>
public sealed class NonFiniteUpdateGuard(int maxInARow, ILogger log)
{
    /// <summary>The state after a step that was taken or skipped.</summary>
    /// <param name="state">The state after the step but for these counts.</param>
    /// <param name="result">The step's result.</param>
    /// <exception cref="TrainingDivergedException">When one more update in a row was skipped than is tolerated.</exception>
    public TrainingState After(TrainingState state, StepResult result)
    {
        if (!result.IsSkipped)
        {
            return state with { ConsecutiveSkips = 0 };
        }

        state = state with { Skipped = state.Skipped + 1, ConsecutiveSkips = state.ConsecutiveSkips + 1 };
        string cause = double.IsFinite(result.LossSum)
            ? FormattableString.Invariant($"norm of the gradient of update {state.Update} is {result.GradientNorm}")
            : FormattableString.Invariant($"loss of update {state.Update} is {result.LossSum}");
        if (state.ConsecutiveSkips > maxInARow)
        {
            throw new TrainingDivergedException(
                $"the {cause}, as in {state.ConsecutiveSkips - 1} updates before it: training diverged (training.max_skipped_updates is {maxInARow}); "
                + TrainingDivergedException.Advice);
        }

        log.Warning(
            "The {Figure:l}: update skipped, {InARow} in a row, {Skipped} of {Updates} in all", cause, state.ConsecutiveSkips, state.Skipped, state.Update);
        return state;
    }

    /// <summary>Keeps weights that are not finite out of checkpoints, where they would replace the last good ones.</summary>
    /// <exception cref="TrainingDivergedException">When a weight is NaN or infinite.</exception>
    public static void ThrowIfNotFinite(TranslationModel model, long update)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        foreach (var (name, weight) in model.named_parameters())
        {
            // A sum with a number that is not finite is not finite; that of finite ones overflows 64 bits only far from any training.
            if (!double.IsFinite(weight.to(ScalarType.Float64).sum().item<double>()))
            {
                throw new TrainingDivergedException(
                    $"weights of '{name}' are no numbers after update {update}: training diverged; {TrainingDivergedException.Advice}");
            }
        }
    }
}

/// <summary>Loss, gradient, weights or scores are no longer finite. Exit code 1.</summary>
/// <param name="message">At which update, and what to try.</param>
public sealed class TrainingDivergedException(string message) : Exception(message)
{
    /// <summary>What to try.</summary>
    internal const string Advice = "try a lower training.optimizer.learning_rate or training.clip_norm. The last checkpoint is as it was.";
}
