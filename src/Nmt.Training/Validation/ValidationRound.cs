using Nmt.Runs;
using Nmt.Runs.Checkpoints;
using Nmt.Runs.Config;
using Nmt.Search.Decoding;
using Nmt.Training.Faults;
using Nmt.Training.Schedules;
using Serilog;

namespace Nmt.Training.Validation;

/// <summary>One validation of a training: what the weights that translate are worth, and what follows from it.</summary>
/// <param name="config">How is trained.</param>
/// <param name="parts">What is trained.</param>
/// <param name="schedule">Takes note of the score.</param>
/// <param name="times">Says what of the time is kept.</param>
/// <param name="log">Takes what a user follows.</param>
internal sealed class ValidationRound(
    TrainingConfig config, TrainingParts parts, ILearningRateSchedule schedule, ValidationTimes times, ILogger log)
{
    private readonly EarlyStopping _stopping = new(config.Patience, config.MinImprovement);

    /// <summary>Whether so many validations were no better that training is over.</summary>
    public bool IsEnough(TrainingState state) => _stopping.IsDue(state);

    /// <summary>Validates.</summary>
    /// <param name="state">Where training stands.</param>
    /// <param name="speed">Target tokens a second since the validation before.</param>
    /// <param name="seconds">Seconds spent in training, when asked.</param>
    /// <param name="cancellation">Ends the validation.</param>
    /// <exception cref="TrainingDivergedException">When the model's loss or scores are NaN or infinite.</exception>
    /// <returns>Where training stands then, and the figures; none when it was asked to end before they were known.</returns>
    public (TrainingState State, ValidationReport Report)? Run(
        TrainingState state, double speed, Func<double> seconds, CancellationToken cancellation)
    {
        if (Scores(state.Update, cancellation) is not { } scores)
        {
            return null;
        }

        double score = scores.Score(config.Metric);
        double learningRate = schedule.RateOf(state.Update);
        Observe(score);
        double now = seconds();
        var result = new ValidationRow(
            state.Update, state.EpochProgress, state.LossSinceValidation / state.TokensSinceValidation, scores.Loss, scores.Perplexity,
            scores.Bleu, scores.Chrf, scores.Ter, learningRate, speed, now, EarlyStopping.IsBest(state, score));
        var after = _stopping.Observe(state, score) with
        {
            ValidatedUpdate = state.Update,
            ValidationScore = score,
            ValidationPending = false,
            LossSinceValidation = 0,
            TokensSinceValidation = 0,
            Schedule = schedule.State,
            Seconds = now,
            ValidatedSeconds = times.Kept(now),
        };
        return (after, new ValidationReport(result, scores.Samples));
    }

    private ValidationScores? Scores(long update, CancellationToken cancellation)
    {
        parts.Average?.Swap();
        try
        {
            var scores = parts.Validator.Validate(cancellation);
            return double.IsFinite(scores.Loss)
                ? scores
                : throw Diverged(FormattableString.Invariant($"the validation loss after update {update} is {scores.Loss}"));
        }
        catch (NonFiniteScoreException fault)
        {
            throw Diverged(FormattableString.Invariant($"in the validation after update {update} {fault.Message}"));
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return null;
        }
        finally
        {
            parts.Average?.Swap();
        }
    }

    private static TrainingDivergedException Diverged(string what) => new(
        $"{what}: training diverged; try a lower training.optimizer.learning_rate or training.clip_norm. The last checkpoint is as it was.");

    private void Observe(double score)
    {
        double before = schedule.State.LearningRate;
        schedule.Observe(score);
        if (schedule.State.LearningRate != before)
        {
            log.Information("Learning rate {LearningRate:G4}", schedule.State.LearningRate);
        }
    }
}
