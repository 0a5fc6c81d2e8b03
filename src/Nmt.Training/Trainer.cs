using System.Diagnostics;
using Nmt.Data.Streaming;
using Nmt.Model;
using Nmt.Runs;
using Nmt.Runs.Checkpoints;
using Nmt.Runs.Config;
using Nmt.Training.Alignment;
using Nmt.Training.Checkpoints;
using Nmt.Training.Faults;
using Nmt.Training.Schedules;
using Nmt.Training.Validation;
using Serilog;

namespace Nmt.Training;

/// <summary>The training loop: next batch, step, report, and every so often validate, save, perhaps stop.</summary>
public sealed class Trainer
{
    private readonly TrainingConfig _config;
    private readonly TrainingParts _parts;
    private readonly TrainingStep _step;
    private readonly ILearningRateSchedule _schedule;
    private readonly ProgressMeter _meter;
    private readonly SkippedUpdates _skipped;
    private readonly ILogger _log;
    private readonly IProgress<TrainingProgress> _progress;
    private readonly IProgress<ValidationReport>? _validated;
    private readonly ValidationTimes _times;
    private readonly ValidationRound _round;
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly double _secondsBefore;
    private TrainingState _state;
    private long _savedUpdate;

    /// <summary>Makes a trainer that goes on from a state.</summary>
    /// <param name="config">How to train.</param>
    /// <param name="parts">What to train, on what, and where to keep it; they stay the caller's.</param>
    /// <param name="state">Where training stands: a new state, or one restored together with the parts.</param>
    /// <param name="log">Takes what a user follows.</param>
    /// <param name="progress">Takes every update.</param>
    /// <param name="validated">Takes every validation, when it is recorded and saved.</param>
    public Trainer(
        TrainingConfig config, TrainingParts parts, TrainingState state, ILogger log, IProgress<TrainingProgress> progress,
        IProgress<ValidationReport>? validated)
    {
        (_config, _parts, _state, _log, _progress) = (config, parts, state, log, progress);
        _validated = validated;
        _times = new ValidationTimes(config);
        (_secondsBefore, _savedUpdate) = (state.Seconds, state.Update);
        _step = new TrainingStep(parts.Model, parts.Optimizer, config, parts.Tokenizer.Vocabulary.Bos)
        {
            WordDropout = parts.Model.Config.WordDropout > 0
                ? new WordDropout(parts.Model.Config.WordDropout, parts.Tokenizer.Vocabulary)
                : null,
            GuidedAlignment = config.GuidedAlignmentWeight > 0 ? new GuidedAlignment(parts.Tokenizer.Vocabulary) : null,
            Splitting = new BatchSplitting(log),
        };
        _schedule = ScheduleFactory.Make(config.Schedule, config.Optimizer.LearningRate, state.Schedule);
        _round = new ValidationRound(config, parts, _schedule, _times, log);
        _meter = new ProgressMeter(config, state.Update);
        _skipped = new SkippedUpdates(config.MaxSkippedUpdates, log);
    }

    /// <summary>Where training stands now.</summary>
    public TrainingState State => _state;

    /// <summary>Trains until a limit, an early stop, or a request to stop, which is answered after the running update.</summary>
    public TrainingOutcome Train(CancellationToken cancellation)
    {
        if (!IsAtLimit && _round.IsEnough(_state))
        {
            _log.Information(
                "This run has stopped early, at update {Update}; a larger training.patience than {Patience} lets it go on", _state.Update, _config.Patience);
            return TrainingOutcome.StoppedEarly;
        }

        if (_state.ValidationPending && Validate(cancellation) is { } end)
        {
            return end;
        }

        while (!IsAtLimit)
        {
            if (TakeBlock(cancellation) is not { } block)
            {
                return Interrupt();
            }

            if (TrainOn(block, cancellation) is { } ended)
            {
                return ended;
            }
        }

        bool isValidated = _state.ValidatedUpdate == _state.Update || IsSkipping;
        return !isValidated && Validate(cancellation) is TrainingOutcome.Interrupted ? TrainingOutcome.Interrupted : TrainingOutcome.Completed;
    }

    private bool IsAtLimit =>
        (_config.MaxUpdates > 0 && _state.Update >= _config.MaxUpdates) || (_config.MaxEpochs > 0 && _state.Epoch >= _config.MaxEpochs)
        || _times.IsOver(_state);

    /// <summary>Seconds spent in training, over all starts.</summary>
    private double Seconds => _secondsBefore + _watch.Elapsed.TotalSeconds;

    /// <summary>
    /// While updates fail the weights may be past saving: they are not validated, as search refuses scores that are no numbers,
    /// and checkpoints of them would push out the last good ones.
    /// </summary>
    private bool IsSkipping => _state.ConsecutiveSkips > 0;

    /// <summary>The block where training stands; none when a stop was asked for before it could be read.</summary>
    private TrainingBlock? TakeBlock(CancellationToken cancellation)
    {
        TrainingBlock block;
        try
        {
            block = _parts.Blocks.Take(_state.Epoch, _state.Block ?? _parts.Blocks.Beginning, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return null;
        }

        _state = _state with { Block = block.Start };
        _parts.FirstPass.Observe(block);
        return block;
    }

    /// <summary>Trains on what is left of a block; says why training ends, if it does.</summary>
    private TrainingOutcome? TrainOn(TrainingBlock block, CancellationToken cancellation)
    {
        for (int next = _state.BatchInBlock; next < block.Batches.Count && !IsAtLimit; next += _config.Accumulate)
        {
            var before = _state;
            // The last update of a block takes what is left of it.
            Update(block, next, Math.Min(next + _config.Accumulate, block.Batches.Count));
            if (_times.IsDue(before, _state) && !IsSkipping && Validate(cancellation) is { } end)
            {
                return end;
            }

            if (_config.CheckpointEvery > 0 && _state.Update % _config.CheckpointEvery == 0 && !IsAtLimit && !IsSkipping)
            {
                SaveUnlessSaved();
            }

            if (cancellation.IsCancellationRequested)
            {
                return Interrupt();
            }
        }

        // The last update of a block leads to the next one; a block whose pairs were all left out has none.
        if (block.Batches.Count == 0)
        {
            _state = After(block);
        }

        return null;
    }

    private TrainingState After(TrainingBlock block) => _state with
    {
        Epoch = block.NextEpoch,
        Block = block.Next,
        BatchInBlock = 0,
        EpochProgress = block.EndsEpoch ? block.NextEpoch : Passes(block, 1),
    };

    /// <summary>Epochs finished when a share of a block's batches is done.</summary>
    private static double Passes(TrainingBlock block, double share) =>
        block.Epoch + ((block.Start.PairsBefore + (block.Drawn * share)) / block.Start.Pairs);

    /// <summary>Trains on the batches of a block from one place up to, not including, another.</summary>
    private void Update(TrainingBlock block, int start, int end)
    {
        double learningRate = ApplyLearningRate(_state.Update + 1);
        var batches = block.Batches.Take(start..end).Select(pairs => block.Corpus.Batch(pairs, _parts.Tokenizer.Vocabulary.Pad));
        var result = _step.Run([.. batches], _state.Update + 1);
        if (!result.IsSkipped)
        {
            _parts.Average?.Add(_state.Update + 1);
        }

        var moved = end == block.Batches.Count ? After(block)
            : _state with { BatchInBlock = end, EpochProgress = Passes(block, (double)end / block.Batches.Count) };
        var trained = result.IsSkipped ? default : result;
        _state = _skipped.After(
            moved with
            {
                Update = _state.Update + 1,
                Tokens = _state.Tokens + trained.Tokens,
                LossSinceValidation = _state.LossSinceValidation + trained.LossSum,
                TokensSinceValidation = _state.TokensSinceValidation + trained.Tokens,
                LossSinceLog = _state.LossSinceLog + trained.LossSum,
                TokensSinceLog = _state.TokensSinceLog + trained.Tokens,
                Seconds = Seconds,
            },
            result);
        double updatesInBlock = Math.Ceiling((double)block.Batches.Count / _config.Accumulate);
        double updatesInEpoch = updatesInBlock * ((double)block.Start.Pairs / block.Drawn);
        var progress = _meter.Count(trained, _state, updatesInEpoch, learningRate);
        // Where every update since the last row was skipped there is no loss to write down.
        if (progress.IsLogged && _state.TokensSinceLog > 0)
        {
            Record(result, progress);
        }

        _progress.Report(progress);
    }

    private void Record(StepResult result, TrainingProgress progress)
    {
        _parts.Tables.Updates.Append(new UpdateRow(
            _state.Update, _state.EpochProgress, _state.LossSinceLog / _state.TokensSinceLog,
            double.IsFinite(result.GradientNorm) ? result.GradientNorm : null, progress.LearningRate, _state.Tokens,
            progress.TokensPerSecond, _state.Seconds));
        _state = _state with { LossSinceLog = 0, TokensSinceLog = 0 };
    }

    /// <summary>
    /// Validates and saves; says why training ends, if it does. A validation that is not over when training is to stop is
    /// left for the next start: it may take far longer than whoever stops a process waits for it.
    /// </summary>
    private TrainingOutcome? Validate(CancellationToken cancellation)
    {
        if (_round.Run(_state, _meter.SpeedSinceValidation, () => Seconds, cancellation) is not var (state, report))
        {
            _state = _state with { ValidationPending = true };
            return Interrupt();
        }

        _state = state;
        Record(report);
        ValidationMessages.Write(_log, report);
        Save(report.Result.IsBest);

        _validated?.Report(report);
        _meter.Restart();
        if (!_round.IsEnough(_state))
        {
            return null;
        }

        _log.Information("No better {Metric} in {Patience} validations: stopping early", _config.Metric, _config.Patience);
        return TrainingOutcome.StoppedEarly;
    }

    private void Record(ValidationReport report)
    {
        _parts.Tables.Validations.Append(report.Result);
        _parts.Tables.Samples.Append([.. report.Samples.Select(sample => new SampleRow(
            report.Result.Update, sample.Number, sample.Source, sample.Reference, sample.Hypothesis))]);
    }

    private double ApplyLearningRate(long update)
    {
        double learningRate = _schedule.RateOf(update);
        _parts.Optimizer.LearningRate = learningRate;
        return learningRate;
    }

    private TrainingOutcome Interrupt()
    {
        SaveUnlessSaved();
        return TrainingOutcome.Interrupted;
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
        FiniteWeights.ThrowIfSpoiled(_parts.Model, _state.Update);
        _parts.Checkpoints.Save(
            _parts.Model, _parts.Optimizer, _state with { Schedule = _schedule.State }, isBest, _parts.Average);
        _savedUpdate = _state.Update;
    }
}
