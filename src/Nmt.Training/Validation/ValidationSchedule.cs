using Nmt.Runs.Checkpoints;
using Nmt.Runs.Config;

namespace Nmt.Training.Validation;

/// <summary>
/// Says when a validation is due: every so many updates, epochs or minutes, whichever the config has. All follow from where
/// training stands, so that a run that goes on validates where it would have; but a time is never the same twice.
/// </summary>
/// <param name="config">The three distances.</param>
internal sealed class ValidationSchedule(TrainingConfig config)
{
    private const double SecondsInMinute = 60;

    /// <summary>Whether a validation is to follow an update.</summary>
    /// <param name="before">Where training stood before the update.</param>
    /// <param name="now">Where it stands.</param>
    public bool IsDue(TrainingState before, TrainingState now) =>
        (config.ValidateEvery > 0 && now.Update % config.ValidateEvery == 0)
        || (config.ValidateEveryEpochs > 0 && now.Position.Epoch > before.Position.Epoch && now.Position.Epoch % config.ValidateEveryEpochs == 0)
        || (config.ValidateEveryMinutes > 0 && now.Seconds - now.ValidatedSeconds >= config.ValidateEveryMinutes * SecondsInMinute);

    /// <summary>What is to be kept of the time of a validation: nothing where it does not matter.</summary>
    public double Kept(double seconds) => config.ValidateEveryMinutes > 0 ? seconds : 0;

    /// <summary>Whether training has lasted as long as it may.</summary>
    public bool IsOver(TrainingState now) => config.MaxMinutes > 0 && now.Seconds >= config.MaxMinutes * SecondsInMinute;
}

/// <summary>
/// Counts validations without a better one. The best validation is the one with the best score, by however little; patience
/// starts anew only when a score is better than the one it is counted from by more than <c>training.min_improvement</c>.
/// </summary>
/// <param name="patience">Validations after which training ends; 0 never ends it.</param>
/// <param name="minImprovement">What counts as better, in the metric's own unit.</param>
internal sealed class EarlyStopping(int patience, double minImprovement)
{
    /// <summary>Whether a score is the best so far.</summary>
    public static bool IsBest(TrainingState state, double score) => state.BestScore is not { } best || score > best;

    /// <summary>The state that has taken note of a validation's score, where higher is better; NaN is never better.</summary>
    public TrainingState Observe(TrainingState state, double score)
    {
        bool isBest = IsBest(state, score);
        // Checkpoints of before there was a smallest improvement counted from the best.
        bool improves = (state.PatienceScore ?? state.BestScore) is not { } counted || score - counted > minImprovement;
        return state with
        {
            BestScore = isBest ? score : state.BestScore,
            BestUpdate = isBest ? state.Update : state.BestUpdate,
            PatienceScore = improves ? score : state.PatienceScore ?? state.BestScore,
            ValidationsSinceBest = improves ? 0 : state.ValidationsSinceBest + 1,
        };
    }

    /// <summary>Whether patience is at its end.</summary>
    public bool IsDue(TrainingState state) => patience > 0 && state.ValidationsSinceBest >= patience;
}
