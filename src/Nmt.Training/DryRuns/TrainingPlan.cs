using Nmt.Runs.Checkpoints;
using Nmt.Runs.Config;

namespace Nmt.Training.DryRuns;

/// <summary>How long a run still trains according to its limits, and how often it validates.</summary>
/// <param name="config">The training config.</param>
/// <param name="start">The state before the next update.</param>
/// <param name="measured">The progress of the last measured update; null if there is nothing to do.</param>
/// <param name="updatesPerEpoch">Number of updates per epoch; NaN if it is not known.</param>
public sealed class TrainingPlan(TrainingConfig config, TrainingState start, TrainingProgress? measured, double updatesPerEpoch)
{
    private const double SecondsInMinute = 60;

    /// <summary>Epochs are sums of fractions: what is that close to a whole one is one.</summary>
    private const double Rounding = 1e-6;

    /// <summary>Number of updates per epoch; NaN if it is not known.</summary>
    public double UpdatesPerEpoch => updatesPerEpoch;

    /// <summary>The update at which a limit in updates or epochs ends training; null without one.</summary>
    public long? LastUpdate => measured is null ? start.Update : measured.Updates;

    /// <summary>The config key of the limit that comes first; null without one.</summary>
    public string? Limit => LastUpdate is not { } last ? (config.MaxMinutes > 0 ? "training.max_minutes" : null)
        : config.MaxUpdates > 0 && last == config.MaxUpdates ? "training.max_updates"
        : "training.max_epochs";

    /// <summary>Epochs after an update, including the fraction of the last one.</summary>
    public double EpochsAfter(long update) => start.Position.EpochProgress + (update == start.Update ? 0 : (update - start.Update) / updatesPerEpoch);

    /// <summary>Number of validations up to an update, with the one at the end of training.</summary>
    /// <param name="last">The last update.</param>
    /// <param name="seconds">Seconds of training up to it.</param>
    public long ValidationsUntil(long last, double seconds)
    {
        if (last == start.Update)
        {
            return 0;
        }

        long byUpdates = config.ValidateEvery > 0 ? (last / config.ValidateEvery) - (start.Update / config.ValidateEvery) : 0;
        long byEpochs = config.ValidateEveryEpochs > 0
            ? (long)Math.Floor((EpochsAfter(last) + Rounding) / config.ValidateEveryEpochs) - (long)Math.Floor(start.Position.EpochProgress / config.ValidateEveryEpochs)
            : 0;
        long byMinutes = config.ValidateEveryMinutes > 0 ? (long)(seconds / (config.ValidateEveryMinutes * SecondsInMinute)) : 0;
        bool endsWithOne = (config.ValidateEvery > 0 && last % config.ValidateEvery == 0)
            || (config.ValidateEveryEpochs > 0 && Limit == "training.max_epochs" && config.MaxEpochs % config.ValidateEveryEpochs == 0);
        return byUpdates + byEpochs + byMinutes + (endsWithOne ? 0 : 1);
    }

    /// <summary>Number of checkpoints up to an update in addition to those of the validations.</summary>
    public long CheckpointsUntil(long last) =>
        config.CheckpointEvery > 0 ? (last / config.CheckpointEvery) - (start.Update / config.CheckpointEvery) : 0;

    /// <summary>Estimates the time of the run.</summary>
    /// <param name="secondsPerUpdate">The time of an update.</param>
    /// <param name="validationSeconds">The time of a validation.</param>
    /// <param name="savingSeconds">The time of writing a checkpoint.</param>
    /// <returns>The estimate; null if the run has no limit.</returns>
    public EstimatedTime? Estimate(double secondsPerUpdate, double validationSeconds, double savingSeconds)
    {
        double secondsLeft = config.MaxMinutes > 0 ? Math.Max(0, (config.MaxMinutes * SecondsInMinute) - start.Seconds) : double.PositiveInfinity;
        if (LastUpdate is null && double.IsPositiveInfinity(secondsLeft))
        {
            return null;
        }

        long byTime = double.IsPositiveInfinity(secondsLeft) || secondsPerUpdate <= 0 ? long.MaxValue
            : start.Update + (long)Math.Min(long.MaxValue / 2, secondsLeft / secondsPerUpdate);
        var estimate = Estimate(Math.Min(LastUpdate ?? long.MaxValue, byTime), secondsPerUpdate, validationSeconds, savingSeconds);
        if (estimate.TotalSeconds <= secondsLeft)
        {
            return estimate;
        }

        // The time limit counts validations and checkpoints too: the same share of all of them fits into it.
        long updates = (long)((estimate.LastUpdate - start.Update) * (secondsLeft / estimate.TotalSeconds));
        return Estimate(start.Update + Math.Max(1, updates), secondsPerUpdate, validationSeconds, savingSeconds) with { IsEndedByTime = true };
    }

    private EstimatedTime Estimate(long last, double secondsPerUpdate, double validationSeconds, double savingSeconds)
    {
        double updates = (last - start.Update) * secondsPerUpdate;
        long validations = ValidationsUntil(last, updates);
        return new EstimatedTime(
            last, EpochsAfter(last), validations, updates, validations * validationSeconds, (validations + CheckpointsUntil(last)) * savingSeconds);
    }
}

/// <summary>The estimated time of a run, without preparation and test set.</summary>
/// <param name="LastUpdate">The update at which training ends.</param>
/// <param name="Epochs">The epochs done by then.</param>
/// <param name="Validations">Number of validations.</param>
/// <param name="UpdateSeconds">Seconds for all updates.</param>
/// <param name="ValidationSeconds">Seconds for all validations.</param>
/// <param name="SavingSeconds">Seconds for writing all checkpoints.</param>
public sealed record EstimatedTime(
    long LastUpdate, double Epochs, long Validations, double UpdateSeconds, double ValidationSeconds, double SavingSeconds)
{
    /// <summary>Whether training ends by its time limit.</summary>
    public bool IsEndedByTime { get; init; }

    /// <summary>Seconds of training.</summary>
    public double TotalSeconds => UpdateSeconds + ValidationSeconds + SavingSeconds;
}
