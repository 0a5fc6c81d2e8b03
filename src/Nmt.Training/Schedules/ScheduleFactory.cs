using Nmt.Runs.Checkpoints;
using Nmt.Runs.Config;

namespace Nmt.Training.Schedules;

/// <summary>Makes the schedule that a config describes.</summary>
public static class ScheduleFactory
{
    /// <summary>A schedule from the start, or one that goes on from a saved state.</summary>
    /// <param name="config">Kind and figures.</param>
    /// <param name="learningRate">The learning rate that the schedule changes.</param>
    /// <param name="saved">What an earlier schedule's state was; none at the start.</param>
    public static ILearningRateSchedule Make(ScheduleConfig config, double learningRate, PlateauState? saved)
    {
        ArgumentNullException.ThrowIfNull(config);
        return config.Type switch
        {
            ScheduleKind.Constant or ScheduleKind.Plateau => saved is null
                ? new PlateauSchedule(config, learningRate)
                : new PlateauSchedule(config, saved),
            _ => new UpdateSchedule(config, learningRate),
        };
    }
}
