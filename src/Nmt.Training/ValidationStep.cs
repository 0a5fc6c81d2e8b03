using Nmt.Runs;
using Nmt.Runs.Checkpoints;
using Nmt.Runs.Config;
using Nmt.Search;
using Nmt.Training.Schedules;
using Nmt.Training.Validation;
using Serilog;

namespace Nmt.Training;

/// <summary>One validation of a training: scores of the weights that translate, and what follows from them.</summary>
/// <param name="config">How the model is trained.</param>
/// <param name="parts">What is trained.</param>
/// <param name="schedule">Learns the score.</param>
/// <param name="times">Decides which time is recorded.</param>
/// <param name="log">Takes what a user follows.</param>
internal sealed class ValidationStep(
    TrainingConfig config, TrainingParts parts, ILearningRateSchedule schedule, ValidationSchedule times, ILogger log)
{
    private readonly EarlyStopping _stopping = new(config.Patience, config.MinImprovement);

    /// <summary>Whether patience has run out, so that training is over.</summary>
    public bool StopsEarly(TrainingState state) => _stopping.IsDue(state);

    /// <summary>Validates.</summary>
    /// <param name="state">The state of training.</param>
    /// <param name="speed">Target tokens a second since the validation before.</param>
    /// <param name="seconds">Seconds spent in training, when asked.</param>
    /// <param name="cancellation">Ends the validation.</param>
    /// <exception cref="TrainingDivergedException">When the model's loss or scores are NaN or infinite.</exception>
    /// <exception cref="OperationCanceledException">When a stop was requested before the scores were known.</exception>
    /// <returns>The state after it, and its results.</returns>
    public (TrainingState State, ValidationReport Report) Run(
        TrainingState state, double speed, Func<double> seconds, CancellationToken cancellation)
    {
        var scores = Scores(state.Update, cancellation);
        double score = scores.Score(config.Metric);
        double learningRate = schedule.RateOf(state.Update);
        Observe(score);
        double now = seconds();
        var result = new ValidationRow(
            state.Update, state.Position.EpochProgress, state.LossSinceValidation / state.TokensSinceValidation, scores.Loss, scores.Perplexity,
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

    private ValidationScores Scores(long update, CancellationToken cancellation)
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
        finally
        {
            parts.Average?.Swap();
        }
    }

    private static TrainingDivergedException Diverged(string what) => new($"{what}: training diverged; {TrainingDivergedException.Advice}");

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

/// <summary>What the log says of a validation.</summary>
internal static class ValidationMessages
{
    /// <summary>The figures and the first sample for who follows the training; the other samples for the file.</summary>
    public static void Write(ILogger log, ValidationReport report)
    {
        var result = report.Result;
        log.Information(
            "Validation at update {Update} (epoch {Epoch:F2}): {Figures:l}{Best:l}",
            result.Update, result.Epoch, result.Figures, result.IsBest ? " (best)" : "");
        foreach (var (index, sample) in report.Samples.Index())
        {
            log.Write(
                index == 0 ? Serilog.Events.LogEventLevel.Information : Serilog.Events.LogEventLevel.Debug,
                "Sentence {Number}: {Source:l} => {Hypothesis:l} (reference: {Reference:l})",
                sample.Number, sample.Source, sample.Hypothesis, sample.Reference);
        }
    }
}
