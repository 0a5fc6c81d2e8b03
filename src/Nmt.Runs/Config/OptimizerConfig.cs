using System.ComponentModel.DataAnnotations;

namespace Nmt.Runs.Config;

/// <summary>Section <c>training.optimizer</c>.</summary>
public sealed record OptimizerConfig
{
    /// <summary>The rule of the update.</summary>
    public OptimizerKind Type { get; init; } = OptimizerKind.Adam;

    /// <summary>First learning rate.</summary>
    /// <value>The default value is 0.001.</value>
    [Range(0.0, 100.0)]
    public double LearningRate { get; init; } = 0.001;

    /// <summary>Adam's decay of the first moment.</summary>
    /// <value>The default value is 0.9.</value>
    [Range(0.0, 0.999999)]
    public double Beta1 { get; init; } = 0.9;

    /// <summary>Adam's decay of the second moment.</summary>
    /// <value>The default value is 0.999.</value>
    [Range(0.0, 0.9999999)]
    public double Beta2 { get; init; } = 0.999;

    /// <summary>Guard against division by zero, of all but SGD.</summary>
    /// <value>The default value is 1e-8.</value>
    [Range(0.0, 1.0)]
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>Weight decay: decoupled in AdamW, added to the gradient by the others.</summary>
    /// <value>The default value is 0.</value>
    [Range(0.0, 10.0)]
    public double WeightDecay { get; init; }

    /// <summary>SGD's momentum.</summary>
    /// <value>The default value is 0.</value>
    [Range(0.0, 0.999999)]
    public double Momentum { get; init; }

    /// <summary>Adadelta's decay of both running means.</summary>
    /// <value>The default value is 0.9.</value>
    [Range(0.0, 0.999999)]
    public double Rho { get; init; } = 0.9;

    /// <summary>Adagrad divides its learning rate by one plus this for each update made.</summary>
    /// <value>The default value is 0.</value>
    [Range(0.0, 1.0)]
    public double LearningRateDecay { get; init; }

    /// <summary>Initial value of Adagrad's sums of squared gradients.</summary>
    /// <value>The default value is 0.</value>
    [Range(0.0, 1e6)]
    public double InitialAccumulator { get; init; }
}

/// <summary>The rule of the update.</summary>
public enum OptimizerKind
{
    /// <summary>Adam (Kingma and Ba 2015).</summary>
    Adam,

    /// <summary>Adam with decoupled weight decay (Loshchilov and Hutter 2019).</summary>
    AdamW,

    /// <summary>Stochastic gradient descent, with momentum where it is set.</summary>
    Sgd,

    /// <summary>Adadelta (Zeiler 2012), which needs no learning rate: 1 leaves its steps as they are.</summary>
    Adadelta,

    /// <summary>Adagrad (Duchi et al. 2011).</summary>
    Adagrad,
}

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

/// <summary>How the learning rate changes.</summary>
public enum ScheduleKind
{
    /// <summary>It does not.</summary>
    Constant,

    /// <summary>It is lowered when the validation figure no longer improves.</summary>
    Plateau,

    /// <summary>It falls with the square root of the update after a warm-up.</summary>
    InverseSqrt,

    /// <summary>It falls in a straight line.</summary>
    Linear,

    /// <summary>It falls along half a cosine.</summary>
    Cosine,

    /// <summary>It is multiplied with the factor every so many updates.</summary>
    Step,

    /// <summary>It is multiplied with the factor four times in the last third of training.</summary>
    Luong,
}
