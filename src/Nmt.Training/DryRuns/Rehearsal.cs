using Nmt.Model;
using Nmt.Runs;
using Nmt.Runs.Checkpoints;
using Nmt.Runs.Config;
using Nmt.Training.Schedules;
using Nmt.Training.Validation;
using Serilog;
using Serilog.Core;

namespace Nmt.Training.DryRuns;

/// <summary>
/// Trains the first updates of a session, validates once and saves a checkpoint, all with the code and the data of a real run, and
/// derives from their times how long the whole run takes.
/// </summary>
/// <param name="config">The experiment.</param>
/// <param name="time">The clock.</param>
public sealed class Rehearsal(ExperimentConfig config, TimeProvider time)
{
    // Bounds of search.max_length_ratio.
    private const double MinRatio = 0.1;
    private const double MaxRatio = 100;

    /// <summary>Rehearses; the session is used up and must not be trained.</summary>
    /// <param name="session">The session, in a <see cref="ScratchRun"/>: it writes a checkpoint.</param>
    /// <param name="log">The log.</param>
    /// <param name="cancellation">Cancels the rehearsal.</param>
    /// <exception cref="TrainingDivergedException">When training diverges.</exception>
    /// <exception cref="OperationCanceledException">When it was cancelled.</exception>
    public TrainingForecast Run(TrainingSession session, ILogger log, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(session);
        var start = session.State;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Trainer? trainer = null;
        var timer = new UpdateTimer(time, () => trainer!.State.Tokens, stop.Cancel);
        trainer = new Trainer(WithoutPauses(config.Training), session.Parts, start, log, timer, validated: null);
        var outcome = trainer.Train(stop.Token);
        double savingSeconds = timer.Last is null ? 0 : time.GetElapsedTime(timer.LastTimestamp).TotalSeconds;
        cancellation.ThrowIfCancellationRequested();
        var plan = new TrainingPlan(config.Training, start, timer.Last, session.Parts.Batches.UpdatesPerEpoch(config.Training.Accumulate));
        return new TrainingForecast
        {
            FirstUpdate = start.Update,
            FirstEpoch = start.Position.EpochProgress,
            Outcome = outcome,
            Data = DescribeData(session),
            Parameters = Parts(session.Parts.Model),
            TrainedParameters = session.Parts.Model.parameters().Where(parameter => parameter.requires_grad).Sum(parameter => parameter.numel()),
            Pieces = session.Parts.Tokenizers.Map(tokenizer => tokenizer.Vocabulary.Count),
            // If training ended meanwhile, it did more than save.
            Saving = outcome == TrainingOutcome.Interrupted ? new SavedCheckpoint(savingSeconds, SizeOfLatest(session.Parts.Checkpoints)) : null,
            Speed = timer.Speed(),
            ValidationSeconds = outcome == TrainingOutcome.Interrupted ? TimeValidation(session, trainer.State, cancellation) : null,
            Plan = plan,
        };
    }

    /// <summary>The same config without validations and checkpoints, which would interrupt the measurement.</summary>
    private static TrainingConfig WithoutPauses(TrainingConfig training) =>
        training with { ValidateEvery = 0, ValidateEveryEpochs = 0, ValidateEveryMinutes = 0, CheckpointEvery = 0 };

    /// <summary>
    /// Times a validation. A new model would end no translation before its length limit: all have the length that the training
    /// corpus suggests.
    /// </summary>
    private double TimeValidation(TrainingSession session, TrainingState state, CancellationToken cancellation)
    {
        double ratio = session.Data.Summary.Counts is { SourceTokens: > 0 } counts ? (double)counts.TargetTokens / counts.SourceTokens : 1;
        ratio = Math.Clamp(ratio, MinRatio, MaxRatio);
        var search = config.Search with { MinLength = 0, MaxLength = 0, MinLengthRatio = ratio, MaxLengthRatio = ratio, MaxLengthOffset = 1 };
        var parts = session.Parts with
        {
            Validator = new Validator(session.Parts.Model, session.Parts.Tokenizers, session.Data.Validation, search, session.Config),
        };
        var schedule = ScheduleFactory.Create(config.Training.Schedule, config.Training.Optimizer.LearningRate, config.Model.EmbeddingSize, state.Schedule);
        var step = new ValidationStep(config.Training, parts, schedule, new ValidationSchedule(config.Training), Logger.None);
        long before = time.GetTimestamp();
        step.Run(state, speed: 0, () => state.Seconds, cancellation);
        return time.GetElapsedTime(before).TotalSeconds;
    }

    private static ForecastData DescribeData(TrainingSession session)
    {
        var data = session.Data;
        return new ForecastData
        {
            Lines = data.Corpora.Lines,
            Filtered = data.Corpora.Lines - data.Corpora.Pairs,
            Counts = data.Summary.Counts,
            IsWholeEpoch = data.Summary.IsWholeEpoch,
            ValidationPairs = data.Validation.Source.Count,
        };
    }

    /// <summary>The parameters of each part; what belongs to a part of a part is counted only there.</summary>
    private static List<ForecastPart> Parts(TranslationModel model)
    {
        ParameterGroup[] inner = [ParameterGroup.Attention, ParameterGroup.Bridge];
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var parts = new Dictionary<ParameterGroup, long>();
        foreach (var group in inner.Concat(Enum.GetValues<ParameterGroup>().Except(inner)))
        {
            parts[group] = model.ParametersOf(group).Where(entry => seen.Add(entry.Name)).Sum(entry => entry.Parameter.numel());
        }

        return [.. Enum.GetValues<ParameterGroup>().Where(group => parts[group] > 0).Select(group => new ForecastPart(group, parts[group]))];
    }

    private static long SizeOfLatest(CheckpointStore store) =>
        new DirectoryInfo(Path.Combine(store.Folder, store.ReadIndex().Latest)).EnumerateFiles().Sum(file => file.Length);
}
