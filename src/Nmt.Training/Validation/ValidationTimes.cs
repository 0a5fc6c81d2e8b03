using Nmt.Runs.Checkpoints;
using Nmt.Runs.Config;

namespace Nmt.Training.Validation;

/// <summary>
/// Says when a validation is due: every so many updates, epochs or minutes, whichever the config has. All follow from where
/// training stands, so that a run that goes on validates where it would have; but a time is never the same twice.
/// </summary>
/// <param name="config">The three distances.</param>
internal sealed class ValidationTimes(TrainingConfig config)
{
    private const double SecondsInMinute = 60;

    /// <summary>Whether a validation is to follow an update.</summary>
    /// <param name="before">Where training stood before the update.</param>
    /// <param name="now">Where it stands.</param>
    public bool IsDue(TrainingState before, TrainingState now) =>
        (config.ValidateEvery > 0 && now.Update % config.ValidateEvery == 0)
        || (config.ValidateEveryEpochs > 0 && now.Epoch > before.Epoch && now.Epoch % config.ValidateEveryEpochs == 0)
        || (config.ValidateEveryMinutes > 0 && now.Seconds - now.ValidatedSeconds >= config.ValidateEveryMinutes * SecondsInMinute);

    /// <summary>What is to be kept of the time of a validation: nothing where it does not matter.</summary>
    public double Kept(double seconds) => config.ValidateEveryMinutes > 0 ? seconds : 0;

    /// <summary>Whether training has lasted as long as it may.</summary>
    public bool IsOver(TrainingState now) => config.MaxMinutes > 0 && now.Seconds >= config.MaxMinutes * SecondsInMinute;
}
