using System.Diagnostics;
using Nmt.Runs.Checkpoints;
using Nmt.Runs.Config;

namespace Nmt.Training;

/// <summary>Averages of loss and speed, and the time left.</summary>
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

    /// <summary>Takes note of an update; the averages start anew after each update that is logged.</summary>
    public TrainingProgress Count(StepResult result, TrainingState state, double batchesInEpoch, double learningRate)
    {
        var (update, epoch) = (state.Update, state.Position.EpochProgress);
        _logLoss += result.LossSum;
        _logTokens += result.Tokens;
        // Where every update since the last line was skipped, the loss before them is the last that is known.
        _lastLoss = _logTokens > 0 ? _logLoss / _logTokens : _lastLoss;
        _validationTokens += result.Tokens;
        bool isLogged = update % _config.LogEvery == 0;
        long? updates = Updates(update, epoch, batchesInEpoch);
        TimeSpan? left = updates is { } total ? _sinceStart.Elapsed * ((double)(total - update) / (update - _firstUpdate)) : null;
        if (_config.MaxMinutes > 0)
        {
            var atMost = TimeSpan.FromSeconds(Math.Max(0, (_config.MaxMinutes * SecondsInMinute) - state.Seconds));
            left = left < atMost ? left : atMost;
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

    /// <summary>Target tokens a second since the last <see cref="Restart"/>.</summary>
    public double SpeedSinceValidation => _validationTokens / _sinceValidation.Elapsed.TotalSeconds;

    /// <summary>Starts all averages anew, so that the time of a validation counts for none.</summary>
    public void Restart()
    {
        (_logLoss, _logTokens, _validationTokens) = (0, 0, 0);
        _sinceLog.Restart();
        _sinceValidation.Restart();
    }

    /// <summary>The update at which a limit ends training, as far as can be told now.</summary>
    private long? Updates(long update, double epoch, double batchesInEpoch)
    {
        long byUpdates = _config.MaxUpdates > 0 ? _config.MaxUpdates : long.MaxValue;
        long byEpochs = _config.MaxEpochs > 0
            ? update + (long)Math.Round((_config.MaxEpochs - epoch) * batchesInEpoch)
            : long.MaxValue;
        long updates = Math.Min(byUpdates, byEpochs);
        return updates == long.MaxValue ? null : updates;
    }
}

/// <summary>Where a running training is, for people to watch.</summary>
/// <param name="Update">Updates done.</param>
/// <param name="Updates">Updates at most, as far as the config says.</param>
/// <param name="Epoch">Epochs done, with the share of the running one.</param>
/// <param name="Loss">Training loss a target token over the last updates, in nats.</param>
/// <param name="TokensPerSecond">Target tokens a second over the last updates.</param>
/// <param name="LearningRate">The learning rate.</param>
/// <param name="TimeLeft">Until the updates at most, at the speed of this start; none without a limit.</param>
/// <param name="IsLogged">Whether this is one of the updates that the log keeps.</param>
public sealed record TrainingProgress(
    long Update, long? Updates, double Epoch, double Loss, double TokensPerSecond, double LearningRate, TimeSpan? TimeLeft, bool IsLogged);
