using Nmt.Runs.Checkpoints;
using Nmt.Runs.Config;

namespace Nmt.Training.Validation;

/// <summary>
/// Decides when a validation is due: every n updates, epochs or minutes, as configured. All depend only on the training state, so
/// a resumed run validates at the same points; only times in minutes are not reproducible.
/// </summary>
/// <param name="config">Configures the three intervals.</param>
internal sealed class ValidationSchedule(TrainingConfig config)
{
    private const double SecondsInMinute = 60;

    /// <summary>Whether a validation is due after an update.</summary>
    /// <param name="before">The state before the update.</param>
    /// <param name="now">The state after it.</param>
    public bool IsDue(TrainingState before, TrainingState now) =>
        (config.ValidateEvery > 0 && now.Update % config.ValidateEvery == 0)
        || (config.ValidateEveryEpochs > 0 && now.Position.Epoch > before.Position.Epoch && now.Position.Epoch % config.ValidateEveryEpochs == 0)
        || (config.ValidateEveryMinutes > 0 && now.Seconds - now.ValidatedSeconds >= config.ValidateEveryMinutes * SecondsInMinute);

    /// <summary>The time of a validation as recorded in the state: 0 unless validations are scheduled by minutes.</summary>
    public double RecordedSeconds(double seconds) => config.ValidateEveryMinutes > 0 ? seconds : 0;

    /// <summary>Whether training has reached its time limit.</summary>
    public bool IsTimeUp(TrainingState now) => config.MaxMinutes > 0 && now.Seconds >= config.MaxMinutes * SecondsInMinute;
}

/// <summary>
/// Counts validations without improvement. The best validation is the one with the best score, by any margin; patience is reset only
/// when a score exceeds the one of the last reset by more than <c>training.min_improvement</c>.
/// </summary>
/// <param name="patience">Validations without improvement after which training ends; 0 disables early stopping.</param>
/// <param name="minImprovement">The margin that counts as an improvement, in units of the metric.</param>
internal sealed class EarlyStopping(int patience, double minImprovement)
{
    /// <summary>Whether a score is the best so far.</summary>
    public static bool IsBest(TrainingState state, double score) => state.BestScore is not { } best || score > best;

    /// <summary>Returns the state with a validation score recorded; higher is better, and NaN is never better.</summary>
    public TrainingState Observe(TrainingState state, double score)
    {
        bool isBest = IsBest(state, score);
        // Checkpoints from before min_improvement existed have no PatienceScore and compare with the best score.
        bool improves = (state.PatienceScore ?? state.BestScore) is not { } baseline || score - baseline > minImprovement;
        return state with
        {
            BestScore = isBest ? score : state.BestScore,
            BestUpdate = isBest ? state.Update : state.BestUpdate,
            PatienceScore = improves ? score : state.PatienceScore ?? state.BestScore,
            ValidationsSinceBest = improves ? 0 : state.ValidationsSinceBest + 1,
        };
    }

    /// <summary>Whether patience has run out.</summary>
    public bool IsDue(TrainingState state) => patience > 0 && state.ValidationsSinceBest >= patience;
}
