using Nmt.Runs.Checkpoints;
using Serilog;

namespace Nmt.Training.Faults;

/// <summary>Counts updates whose loss or gradient is no number, and ends training when too many follow each other.</summary>
/// <param name="maxInARow">How many in a row are borne.</param>
/// <param name="log">Takes what a user should know.</param>
public sealed class SkippedUpdates(int maxInARow, ILogger log)
{
    /// <summary>The state after a step that was made, or was skipped.</summary>
    /// <param name="state">The state after the step but for these counts.</param>
    /// <param name="result">What the step brought.</param>
    /// <exception cref="TrainingDivergedException">When one more update in a row was skipped than is borne.</exception>
    public TrainingState After(TrainingState state, StepResult result)
    {
        if (!result.IsSkipped)
        {
            return state with { ConsecutiveSkips = 0 };
        }

        state = state with { Skipped = state.Skipped + 1, ConsecutiveSkips = state.ConsecutiveSkips + 1 };
        string figure = double.IsFinite(result.LossSum)
            ? FormattableString.Invariant($"norm of the gradient of update {state.Update} is {result.GradientNorm}")
            : FormattableString.Invariant($"loss of update {state.Update} is {result.LossSum}");
        if (state.ConsecutiveSkips > maxInARow)
        {
            throw new TrainingDivergedException(
                $"the {figure}, as in {state.ConsecutiveSkips - 1} updates before it: training diverged (training.max_skipped_updates is {maxInARow}); "
                + "try a lower training.optimizer.learning_rate or training.clip_norm. The last checkpoint is as it was.");
        }

        log.Warning(
            "The {Figure:l}: update skipped, {InARow} in a row, {Skipped} of {Updates} in all", figure, state.ConsecutiveSkips, state.Skipped, state.Update);
        return state;
    }
}
