using System.ComponentModel.DataAnnotations;

namespace Nmt.Training.Schedules;

/// <summary>Section <c>training.schedule</c>: how the learning rate changes.</summary>
public sealed record ScheduleConfig
{
    /// <summary>The kind of schedule.</summary>
    public ScheduleKind Type { get; init; } = ScheduleKind.Plateau;

    /// <summary>What the learning rate is multiplied with when the validation figure stays.</summary>
    /// <value>The default value is 0.5.</value>
    [Range(0.0, 1.0)]
    public double Factor { get; init; } = 0.5;

    /// <summary>Validations without a better figure before the learning rate is lowered.</summary>
    /// <value>The default value is 1 validation.</value>
    [Range(1, 1_000_000)]
    public int Patience { get; init; } = 1;

    /// <summary>The learning rate is not lowered below this.</summary>
    /// <value>The default value is 0.000001.</value>
    [Range(0.0, 1.0)]
    public double MinLearningRate { get; init; } = 1e-6;
}
