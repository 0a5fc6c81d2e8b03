using Nmt.Runs.Checkpoints;
using Nmt.Runs.Config;

namespace Nmt.Training.Schedules;

/// <summary>Computes the learning rate of an update from its number, from the validations before it, or from both.</summary>
public interface ILearningRateSchedule
{
    /// <summary>The state to save for resuming.</summary>
    PlateauState State { get; }

    /// <summary>The learning rate of an update, given the validations so far.</summary>
    /// <param name="update">The number of the update, from 1.</param>
    double RateOf(long update);

    /// <summary>Records a validation score.</summary>
    /// <param name="score">The score; higher is better, and NaN is never better.</param>
    void Observe(double score);
}

/// <summary>Creates the schedule that a config describes.</summary>
public static class ScheduleFactory
{
    /// <summary>Creates a new schedule, or restores one from a saved state.</summary>
    /// <param name="config">The type of the schedule and its parameters.</param>
    /// <param name="learningRate">The base learning rate.</param>
    /// <param name="width">The width of the model, <c>model.embedding_size</c>.</param>
    /// <param name="saved">The saved state; null for a new run.</param>
    public static ILearningRateSchedule Create(ScheduleConfig config, double learningRate, int width, PlateauState? saved)
    {
        ArgumentNullException.ThrowIfNull(config);
        return config.Type switch
        {
            ScheduleKind.Constant or ScheduleKind.Plateau => saved is null
                ? new PlateauSchedule(config, learningRate)
                : new PlateauSchedule(config, saved),
            ScheduleKind.Noam => UpdateSchedule.Noam(config, learningRate, width),
            _ => new UpdateSchedule(config, learningRate),
        };
    }
}

/// <summary>
/// Raises the learning rate linearly over the first updates (Vaswani et al. 2017, section 5.3), while Adam's moment estimates are
/// still unreliable. Available in every schedule.
/// </summary>
internal static class Warmup
{
    /// <summary>The fraction of the learning rate that an update uses: <c>u/w</c>, at most 1.</summary>
    public static double Fraction(ScheduleConfig config, long update) =>
        update >= config.WarmupUpdates ? 1 : (double)update / config.WarmupUpdates;
}
