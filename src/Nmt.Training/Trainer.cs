using System.Diagnostics;
using Nmt.Data.Batching;
using Nmt.Model;
using Nmt.Runs;
using Nmt.Runs.Checkpoints;
using Nmt.Runs.Config;
using Nmt.Text.Corpora;
using Nmt.Training.Checkpoints;
using Nmt.Training.Schedules;
using Nmt.Training.Validation;
using Serilog;

namespace Nmt.Training;

/// <summary>The training loop: read the batches of an update, take the step, record it; log, validate, save and stop when due.</summary>
public sealed class Trainer
{
    private readonly TrainingConfig _config;
    private readonly TrainingParts _parts;
    private readonly TrainingStep _step;
    private readonly ILearningRateSchedule _schedule;
    private readonly ProgressMeter _meter;
    private readonly NonFiniteUpdateGuard _guard;
    private readonly ValidationSchedule _validationSchedule;
    private readonly ValidationStep _validation;
    private readonly ILogger _log;
    private readonly IProgress<TrainingProgress> _progress;
    private readonly IProgress<ValidationReport>? _validated;
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly double _secondsBefore;
    private TrainingState _state;
    private long _savedUpdate;

    /// <summary>Creates a trainer that continues from a state.</summary>
    /// <param name="config">The training config.</param>
    /// <param name="parts">The components of the run; the caller disposes them.</param>
    /// <param name="state">A new state, or one that was restored together with the parts.</param>
    /// <param name="log">The log.</param>
    /// <param name="progress">Receives the progress after every update.</param>
    /// <param name="validated">Receives every validation after it is recorded and saved.</param>
    public Trainer(
        TrainingConfig config, TrainingParts parts, TrainingState state, ILogger log, IProgress<TrainingProgress> progress,
        IProgress<ValidationReport>? validated)
    {
        (_config, _parts, _state, _log, _progress, _validated) = (config, parts, state, log, progress, validated);
        (_secondsBefore, _savedUpdate) = (state.Seconds, state.Update);
        var vocabularies = parts.Tokenizers.Map(tokenizer => tokenizer.Vocabulary);
        _step = new TrainingStep(parts.Model, parts.Optimizer, config, vocabularies.Target.Bos)
        {
            WordDropout = parts.Model.Config.WordDropout > 0 ? new WordDropout(parts.Model.Config.WordDropout, vocabularies) : null,
            GuidedAlignment = config.GuidedAlignmentWeight > 0 ? new GuidedAlignment(vocabularies) : null,
            Splitter = new OutOfMemorySplitter(parts.Exchange, log),
            Exchange = parts.Exchange,
        };
        _schedule = ScheduleFactory.Create(config.Schedule, config.Optimizer.LearningRate, parts.Model.Config.EmbeddingSize, state.Schedule);
        _guard = new NonFiniteUpdateGuard(config.MaxSkippedUpdates, log);
        _validationSchedule = new ValidationSchedule(config);
        _validation = new ValidationStep(config, parts, _schedule, _validationSchedule, log);
        _meter = new ProgressMeter(config, state.Update);
    }

    /// <summary>The state after the last update.</summary>
    public TrainingState State => _state;

    /// <summary>Trains until a limit, an early stop, or a stop request, which takes effect after the current update.</summary>
    public TrainingOutcome Train(CancellationToken cancellation)
    {
        try
        {
            if (Begin(cancellation) is { } immediateOutcome)
            {
                return immediateOutcome;
            }

            while (ReadBatches(cancellation) is { } batches)
            {
                var before = _state;
                var result = Step(batches.Own);
                Record(result, batches.Next);
                Report(result);
                if (_validationSchedule.IsDue(before, _state) && !IsSkipping && Validate(cancellation) is { } outcome)
                {
                    return outcome;
                }

                SaveWhenDue();
                cancellation.ThrowIfCancellationRequested();
            }

            return Finish(cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            SaveUnlessSaved();
            return TrainingOutcome.Interrupted;
        }
    }

    private bool IsAtLimit =>
        (_config.MaxUpdates > 0 && _state.Update >= _config.MaxUpdates) || (_config.MaxEpochs > 0 && _state.Position.Epoch >= _config.MaxEpochs)
        || _validationSchedule.IsTimeUp(_state);

    /// <summary>
    /// While updates are being skipped the weights may be beyond repair: they are not validated, since search rejects non-finite
    /// scores, and periodic checkpoints are suspended, since they would replace the last good ones.
    /// </summary>
    private bool IsSkipping => _state.ConsecutiveSkips > 0;

    /// <summary>Seconds spent in training, across all starts.</summary>
    private double Seconds => _secondsBefore + _watch.Elapsed.TotalSeconds;

    /// <summary>Ends a run that already stopped early, or runs a pending validation; returns why training ends, or null.</summary>
    private TrainingOutcome? Begin(CancellationToken cancellation)
    {
        if (IsAtLimit || !_validation.StopsEarly(_state))
        {
            return _state.ValidationPending ? Validate(cancellation) : null;
        }

        _log.Information(
            "This run already stopped early, at update {Update}; to continue it, raise training.patience above {Patience}",
            _state.Update, _config.Patience);
        return TrainingOutcome.StoppedEarly;
    }

    /// <summary>Reads the batches of the next update; null at a limit.</summary>
    private StreamedBatches? ReadBatches(CancellationToken cancellation)
    {
        while (!IsAtLimit)
        {
            var batches = _parts.Batches.Read(_state.Position, _config.Accumulate, cancellation);
            if (batches.Count > 0)
            {
                return batches;
            }

            // Every pair of the shard was skipped.
            _state = _state with { Position = batches.Next };
        }

        return null;
    }

    private StepResult Step(IReadOnlyList<Batch> batches)
    {
        long update = _state.Update + 1;
        _parts.Optimizer.LearningRate = _schedule.RateOf(update);
        var result = _step.Run(batches, update);
        if (!result.IsSkipped)
        {
            _parts.Average?.Add(update);
        }

        return result;
    }

    /// <summary>Adds an update to the state; a skipped one without its loss and tokens.</summary>
    private void Record(StepResult result, BatchPosition position)
    {
        var trained = result.IsSkipped ? default : result;
        _state = _guard.After(
            _state with
            {
                Update = _state.Update + 1,
                Position = position,
                Tokens = _state.Tokens + trained.Tokens,
                LossSinceValidation = _state.LossSinceValidation + trained.LossSum,
                TokensSinceValidation = _state.TokensSinceValidation + trained.Tokens,
                LossSinceLog = _state.LossSinceLog + trained.LossSum,
                TokensSinceLog = _state.TokensSinceLog + trained.Tokens,
                Seconds = Seconds,
            },
            result);
    }

    /// <summary>Reports an update and, when due, appends a table row for the updates since the last row.</summary>
    private void Report(StepResult result)
    {
        var progress = _meter.Add(
            result.IsSkipped ? default : result, _state, _parts.Batches.UpdatesPerEpoch(_config.Accumulate), _schedule.RateOf(_state.Update));
        // If every update since the last row was skipped, there is no loss to record.
        if (progress.IsLogged && _state.TokensSinceLog > 0)
        {
            _parts.Tables.Updates.Append(new UpdateRow(
                _state.Update, _state.Position.EpochProgress, _state.LossSinceLog / _state.TokensSinceLog,
                double.IsFinite(result.GradientNorm) ? result.GradientNorm : null, progress.LearningRate, _state.Tokens,
                progress.TokensPerSecond, _state.Seconds));
            _state = _state with { LossSinceLog = 0, TokensSinceLog = 0 };
        }

        _progress.Report(progress);
    }

    /// <summary>
    /// Validates and saves; returns why training ends, or null. A stop request aborts the validation and leaves it to the next start:
    /// it may take far longer than the user or system waits for a process to stop.
    /// </summary>
    private TrainingOutcome? Validate(CancellationToken cancellation)
    {
        ValidationReport report;
        try
        {
            (_state, report) = _validation.Run(_state, _meter.SpeedSinceValidation, () => Seconds, cancellation);
        }
        catch (OperationCanceledException)
        {
            _state = _state with { ValidationPending = true };
            throw;
        }

        Record(report);
        ValidationMessages.Write(_log, report);
        if (StagnantMetric.Advice(_config, _parts.Tables.Validations.Read()) is { } advice)
        {
            _log.Warning("{Message:l}", advice);
        }

        Save(report.Result.IsBest);
        _validated?.Report(report);
        _meter.Restart();
        if (!_validation.StopsEarly(_state))
        {
            return null;
        }

        _log.Information(
            "No better {Metric:l} in {Patience} validations: stopping early (training.metric, training.patience)",
            _config.Metric.DisplayName(), _config.Patience);
        return TrainingOutcome.StoppedEarly;
    }

    private void Record(ValidationReport report)
    {
        _parts.Tables.Validations.Append(report.Result);
        _parts.Tables.Samples.Append([.. report.Samples.Select(sample => new SampleRow(
            report.Result.Update, sample.Number, sample.Source, sample.Reference, sample.Hypothesis))]);
    }

    /// <summary>Runs the final validation at a limit, unless the last update has been validated.</summary>
    private TrainingOutcome Finish(CancellationToken cancellation)
    {
        if (_state.ValidatedUpdate != _state.Update && !IsSkipping)
        {
            Validate(cancellation);
        }

        return TrainingOutcome.Completed;
    }

    private void SaveWhenDue()
    {
        if (_config.CheckpointEvery > 0 && _state.Update % _config.CheckpointEvery == 0 && !IsAtLimit && !IsSkipping)
        {
            SaveUnlessSaved();
        }
    }

    private void SaveUnlessSaved()
    {
        if (_savedUpdate != _state.Update)
        {
            Save(isBest: false);
        }
    }

    private void Save(bool isBest)
    {
        NonFiniteUpdateGuard.ThrowIfNotFinite(_parts.Model, _state.Update);
        _parts.Checkpoints.Save(
            _parts.Model, _parts.Optimizer, _state with { Schedule = _schedule.State }, isBest, _parts.Average);
        _savedUpdate = _state.Update;
    }
}
