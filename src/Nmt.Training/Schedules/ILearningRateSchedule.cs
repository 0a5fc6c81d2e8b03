using Nmt.Runs.Checkpoints;

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
