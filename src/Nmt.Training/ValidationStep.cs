using Nmt.Runs;
using Nmt.Runs.Checkpoints;
using Nmt.Runs.Config;
using Nmt.Search;
using Nmt.Training.Schedules;
using Nmt.Training.Validation;
using Serilog;

namespace Nmt.Training;

/// <summary>Runs a validation: scores the weights used for translation, and updates the learning rate and the training state.</summary>
/// <param name="config">The training config.</param>
/// <param name="parts">The components of the run.</param>
/// <param name="learningRateSchedule">The learning rate schedule, which receives the score.</param>
/// <param name="validationSchedule">Decides whether the time of the validation is recorded.</param>
/// <param name="log">The log.</param>
internal sealed class ValidationStep(
    TrainingConfig config, TrainingParts parts, ILearningRateSchedule learningRateSchedule, ValidationSchedule validationSchedule, ILogger log)
{
    private readonly EarlyStopping _stopping = new(config.Patience, config.MinImprovement);

    /// <summary>Whether patience has run out, so that training is over.</summary>
    public bool StopsEarly(TrainingState state) => _stopping.IsDue(state);

    /// <summary>Runs the validation.</summary>
    /// <param name="state">The training state.</param>
    /// <param name="speed">Target tokens per second since the previous validation.</param>
    /// <param name="seconds">Returns the seconds spent in training so far.</param>
    /// <param name="cancellation">Cancels the validation.</param>
    /// <exception cref="TrainingDivergedException">When the model's loss or scores are NaN or infinite.</exception>
    /// <exception cref="OperationCanceledException">When a stop was requested before the scores were known.</exception>
    /// <returns>The state after the validation, and its results.</returns>
    public (TrainingState State, ValidationReport Report) Run(
        TrainingState state, double speed, Func<double> seconds, CancellationToken cancellation)
    {
        var scores = ComputeScores(state.Update, cancellation);
        double score = scores.Score(config.Metric);
        double learningRate = learningRateSchedule.RateOf(state.Update);
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
            Schedule = learningRateSchedule.State,
            Seconds = now,
            ValidatedSeconds = validationSchedule.RecordedSeconds(now),
        };
        return (after, new ValidationReport(result, scores.Samples) { Warnings = scores.Warnings, Incomplete = scores.Incomplete });
    }

    private ValidationScores ComputeScores(long update, CancellationToken cancellation)
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
        double before = learningRateSchedule.State.LearningRate;
        learningRateSchedule.Observe(score);
        if (learningRateSchedule.State.LearningRate != before)
        {
            log.Information("Learning rate {LearningRate:G4}", learningRateSchedule.State.LearningRate);
        }
    }
}

/// <summary>Logs validations.</summary>
internal static class ValidationMessages
{
    /// <summary>Logs warnings, the metrics and the first sample as information, and the other samples as debug messages for the log file.</summary>
    public static void Write(ILogger log, ValidationReport report)
    {
        foreach (string warning in report.Warnings)
        {
            log.Warning("{Message:l}", warning);
        }

        var result = report.Result;
        log.Information(
            "Validation at update {Update} (epoch {Epoch:F2}): {Figures:l}{Best:l}",
            result.Update, result.Epoch, result.Figures, result.IsBest ? " (best)" : "");
        if (report.Incomplete is { } incomplete)
        {
            log.Information("{Message:l}", incomplete);
        }

        foreach (var (index, sample) in report.Samples.Index())
        {
            log.Write(
                index == 0 ? Serilog.Events.LogEventLevel.Information : Serilog.Events.LogEventLevel.Debug,
                "Sentence {Number}: {Source:l} => {Hypothesis:l} (reference: {Reference:l})",
                sample.Number, sample.Source, sample.Hypothesis, sample.Reference);
        }
    }
}
