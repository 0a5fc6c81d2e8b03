using Nmt.Runs.Checkpoints;

namespace Nmt.Training.Validation;

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
