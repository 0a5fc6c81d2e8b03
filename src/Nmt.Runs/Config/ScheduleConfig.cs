using System.ComponentModel.DataAnnotations;

namespace Nmt.Runs.Config;

/// <summary>Section <c>training.schedule</c>: how the learning rate changes.</summary>
public sealed record ScheduleConfig : IValidatableObject
{
    /// <summary>The kind of schedule.</summary>
    public ScheduleKind Type { get; init; } = ScheduleKind.Plateau;

    /// <summary>What the learning rate is multiplied with by the kinds plateau, step and luong.</summary>
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

    /// <summary>Updates over which the learning rate rises from zero first.</summary>
    /// <value>The default value is 0.</value>
    [Range(0, long.MaxValue)]
    public long WarmupUpdates { get; init; }

    /// <summary>The update at which the kinds linear, cosine and luong reach their end.</summary>
    /// <value>The default value is 0: such a schedule needs a value.</value>
    [Range(0, long.MaxValue)]
    public long Updates { get; init; }

    /// <summary>Updates before the kind step lowers the learning rate for the first time.</summary>
    /// <value>The default value is 0.</value>
    [Range(0, long.MaxValue)]
    public long Start { get; init; }

    /// <summary>Updates between two lowerings of the kind step.</summary>
    /// <value>The default value is 0: such a schedule needs a value.</value>
    [Range(0, long.MaxValue)]
    public long Every { get; init; }

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Type == ScheduleKind.InverseSqrt && WarmupUpdates == 0)
        {
            yield return new ValidationResult("must be at least 1 with type inverse_sqrt; got 0", [nameof(WarmupUpdates)]);
        }

        if (Type is ScheduleKind.Linear or ScheduleKind.Cosine or ScheduleKind.Luong && Updates <= WarmupUpdates)
        {
            yield return new ValidationResult(
                $"must exceed training.schedule.warmup_updates ({WarmupUpdates}) with the types linear, cosine and luong; got {Updates}",
                [nameof(Updates)]);
        }

        if (Type == ScheduleKind.Step && Every == 0)
        {
            yield return new ValidationResult("must be at least 1 with type step; got 0", [nameof(Every)]);
        }
    }
}
