using Nmt.Model;
using Nmt.Runs.Checkpoints;
using Serilog;
using static TorchSharp.torch;

namespace Nmt.Training;

/// <summary>
/// Counts updates whose loss or gradient is not finite, and ends training after too many in a row. Loss and gradient are sums over
/// all processes, so all of them skip the same updates.
/// </summary>
/// <param name="maxInARow">Maximum number of consecutive skipped updates.</param>
/// <param name="log">The log.</param>
public sealed class NonFiniteUpdateGuard(int maxInARow, ILogger log)
{
    /// <summary>Returns the state with the skip counts updated after a step.</summary>
    /// <param name="state">The state after the step, except for the skip counts.</param>
    /// <param name="result">The step's result.</param>
    /// <exception cref="TrainingDivergedException">When more consecutive updates were skipped than allowed.</exception>
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
                $"the {cause}: training diverged, {state.ConsecutiveSkips} updates in a row were not finite "
                + $"(training.max_skipped_updates is {maxInARow}); {TrainingDivergedException.Advice}");
        }

        log.Warning(
            "The {Cause:l}: update skipped, {InARow} in a row, {Skipped} of {Updates} in total",
            cause, state.ConsecutiveSkips, state.Skipped, state.Update);
        return state;
    }

    /// <summary>Keeps non-finite weights out of checkpoints, where they would replace the last good ones.</summary>
    /// <exception cref="TrainingDivergedException">When a weight is NaN or infinite.</exception>
    public static void ThrowIfNotFinite(TranslationModel model, long update)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        foreach (var (name, weight) in model.named_parameters())
        {
            // One non-finite weight makes the sum non-finite; finite weights overflow a 64-bit sum only far beyond any real training.
            if (!double.IsFinite(weight.to(ScalarType.Float64).sum().item<double>()))
            {
                throw new TrainingDivergedException(
                    $"weights of '{name}' are NaN or infinite after update {update}: training diverged; {TrainingDivergedException.Advice}");
            }
        }
    }
}

/// <summary>Loss, gradient, weights or scores are no longer finite. Exit code 1.</summary>
/// <param name="message">What diverged at which update, and what to try.</param>
public sealed class TrainingDivergedException(string message) : Exception(message)
{
    /// <summary>What to try.</summary>
    internal const string Advice = "try a lower training.optimizer.learning_rate or training.clip_norm. The last checkpoint is unchanged.";
}
