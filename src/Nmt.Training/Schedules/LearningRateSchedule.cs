using Nmt.Runs.Checkpoints;
using Nmt.Runs.Config;

namespace Nmt.Training.Schedules;

/// <summary>Which learning rate an update has: by its number, by the validations before it, or both.</summary>
public interface ILearningRateSchedule
{
    /// <summary>What must be saved to go on from here.</summary>
    PlateauState State { get; }

    /// <summary>The learning rate of an update, as far as the validations so far decide it.</summary>
    /// <param name="update">The number of the update, from 1.</param>
    double RateOf(long update);

    /// <summary>Takes note of a validation.</summary>
    /// <param name="score">The validation's figure, where higher is better; NaN is never better.</param>
    void Observe(double score);
}

/// <summary>Creates the schedule that a config describes.</summary>
public static class ScheduleFactory
{
    /// <summary>A schedule from the start, or one that goes on from a saved state.</summary>
    /// <param name="config">Kind and figures.</param>
    /// <param name="learningRate">The learning rate that the schedule changes.</param>
    /// <param name="saved">What an earlier schedule's state was; none at the start.</param>
    public static ILearningRateSchedule Create(ScheduleConfig config, double learningRate, PlateauState? saved)
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

/// <summary>
/// A linear rise of the learning rate over the first updates: moments that have seen little make Adam's first steps wild
/// (Vaswani et al. 2017, section 5.3). Every schedule may have it.
/// </summary>
internal static class Warmup
{
    /// <summary>The share of the learning rate that an update has: <c>u/w</c>, at most 1.</summary>
    public static double Share(ScheduleConfig config, long update) =>
        update >= config.WarmupUpdates ? 1 : (double)update / config.WarmupUpdates;
}
