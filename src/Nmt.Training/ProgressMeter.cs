using System.Diagnostics;
using Nmt.Runs.Checkpoints;
using Nmt.Runs.Config;

namespace Nmt.Training;

/// <summary>Computes average loss and speed, and estimates the time left.</summary>
internal sealed class ProgressMeter
{
    private const double SecondsInMinute = 60;

    private readonly TrainingConfig _config;
    private readonly long _firstUpdate;
    private readonly Stopwatch _sinceStart = new();
    private readonly Stopwatch _sinceLog = new();
    private readonly Stopwatch _sinceValidation = new();
    private double _logLoss;
    private double _lastLoss = double.NaN;
    private long _logTokens;
    private long _validationTokens;

    public ProgressMeter(TrainingConfig config, long firstUpdate)
    {
        _config = config;
        _firstUpdate = firstUpdate;
        _sinceStart.Start();
        Restart();
    }

    /// <summary>Adds an update; the averages are reset after each logged update.</summary>
    public TrainingProgress Add(StepResult result, TrainingState state, double updatesPerEpoch, double learningRate)
    {
        var (update, epoch) = (state.Update, state.Position.EpochProgress);
        _logLoss += result.LossSum;
        _logTokens += result.Tokens;
        // If every update since the last log line was skipped, the last known loss is repeated.
        _lastLoss = _logTokens > 0 ? _logLoss / _logTokens : _lastLoss;
        _validationTokens += result.Tokens;
        bool isLogged = update % _config.LogEvery == 0;
        long? updates = EstimateTotal(update, epoch, updatesPerEpoch);
        TimeSpan? left = updates is { } total ? _sinceStart.Elapsed * ((double)(total - update) / (update - _firstUpdate)) : null;
        if (_config.MaxMinutes > 0)
        {
            var untilLimit = TimeSpan.FromSeconds(Math.Max(0, (_config.MaxMinutes * SecondsInMinute) - state.Seconds));
            left = left < untilLimit ? left : untilLimit;
        }

        var progress = new TrainingProgress(
            update, updates, epoch, _lastLoss, _logTokens / _sinceLog.Elapsed.TotalSeconds, learningRate, left, isLogged);
        if (isLogged)
        {
            (_logLoss, _logTokens) = (0, 0);
            _sinceLog.Restart();
        }

        return progress;
    }

    /// <summary>Target tokens per second since the last <see cref="Restart"/>.</summary>
    public double SpeedSinceValidation => _validationTokens / _sinceValidation.Elapsed.TotalSeconds;

    /// <summary>Resets all averages, so that validation time is not counted.</summary>
    public void Restart()
    {
        (_logLoss, _logTokens, _validationTokens) = (0, 0, 0);
        _sinceLog.Restart();
        _sinceValidation.Restart();
    }

    /// <summary>Estimates the update at which a limit ends training; null without a limit in updates or epochs.</summary>
    private long? EstimateTotal(long update, double epoch, double updatesPerEpoch)
    {
        long byUpdates = _config.MaxUpdates > 0 ? _config.MaxUpdates : long.MaxValue;
        long byEpochs = _config.MaxEpochs > 0
            ? update + (long)Math.Round((_config.MaxEpochs - epoch) * updatesPerEpoch)
            : long.MaxValue;
        long updates = Math.Min(byUpdates, byEpochs);
        return updates == long.MaxValue ? null : updates;
    }
}

/// <summary>Progress of a training run, for display.</summary>
/// <param name="Update">Completed updates.</param>
/// <param name="Updates">Estimated total number of updates; null without a limit in updates or epochs.</param>
/// <param name="Epoch">Completed epochs, including the fraction of the current one.</param>
/// <param name="Loss">Training loss per target token over the latest updates, in nats.</param>
/// <param name="TokensPerSecond">Target tokens per second over the latest updates.</param>
/// <param name="LearningRate">The learning rate.</param>
/// <param name="TimeLeft">Estimated time until the first limit, at the average speed since this start; null without a limit.</param>
/// <param name="IsLogged">Whether this update is logged.</param>
public sealed record TrainingProgress(
    long Update, long? Updates, double Epoch, double Loss, double TokensPerSecond, double LearningRate, TimeSpan? TimeLeft, bool IsLogged);
