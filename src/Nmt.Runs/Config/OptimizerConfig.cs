using System.ComponentModel.DataAnnotations;

namespace Nmt.Runs.Config;

/// <summary>Section <c>training.optimizer</c>.</summary>
public sealed record OptimizerConfig
{
    /// <summary>The optimizer's algorithm.</summary>
    public OptimizerKind Type { get; init; } = OptimizerKind.Adam;

    /// <summary>Initial learning rate; after the warm-up if there is one. With the schedule noam, a factor of its learning rates.</summary>
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

    /// <summary>Added to the denominator to prevent division by zero; unused by SGD.</summary>
    /// <value>The default value is 1e-8.</value>
    [Range(0.0, 1.0)]
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>Weight decay: decoupled in AdamW, added to the gradient in the others.</summary>
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

    /// <summary>Adagrad's learning rate decay d: the learning rate is divided by 1 + d × updates done.</summary>
    /// <value>The default value is 0.</value>
    [Range(0.0, 1.0)]
    public double LearningRateDecay { get; init; }

    /// <summary>Initial value of Adagrad's sums of squared gradients.</summary>
    /// <value>The default value is 0.</value>
    [Range(0.0, 1e6)]
    public double InitialAccumulator { get; init; }
}

/// <summary>An optimization algorithm.</summary>
public enum OptimizerKind
{
    /// <summary>Adam (Kingma and Ba 2015).</summary>
    Adam,

    /// <summary>Adam with decoupled weight decay (Loshchilov and Hutter 2019).</summary>
    AdamW,

    /// <summary>Stochastic gradient descent, optionally with momentum.</summary>
    Sgd,

    /// <summary>Adadelta (Zeiler 2012), which needs no learning rate; 1 leaves its steps unscaled.</summary>
    Adadelta,

    /// <summary>Adagrad (Duchi et al. 2011).</summary>
    Adagrad,
}

/// <summary>Section <c>training.schedule</c>: how the learning rate changes.</summary>
public sealed record ScheduleConfig : IValidatableObject
{
    /// <summary>The type of schedule.</summary>
    public ScheduleKind Type { get; init; } = ScheduleKind.Plateau;

    /// <summary>Factor by which plateau, step and luong multiply the learning rate.</summary>
    /// <value>The default value is 0.5.</value>
    [Range(0.0, 1.0)]
    public double Factor { get; init; } = 0.5;

    /// <summary>Validations without improvement before plateau lowers the learning rate.</summary>
    /// <value>The default value is 1 validation.</value>
    [Range(1, 1_000_000)]
    public int Patience { get; init; } = 1;

    /// <summary>Minimum learning rate.</summary>
    /// <value>The default value is 0.000001.</value>
    [Range(0.0, 1.0)]
    public double MinLearningRate { get; init; } = 1e-6;

    /// <summary>Updates during which the learning rate first rises from zero.</summary>
    /// <value>The default value is 0.</value>
    [Range(0, long.MaxValue)]
    public long WarmupUpdates { get; init; }

    /// <summary>The update at which linear, cosine and luong end.</summary>
    /// <value>The default value is 0; these types require a larger value.</value>
    [Range(0, long.MaxValue)]
    public long Updates { get; init; }

    /// <summary>Updates before step first lowers the learning rate.</summary>
    /// <value>The default value is 0.</value>
    [Range(0, long.MaxValue)]
    public long Start { get; init; }

    /// <summary>Updates between later decreases of step.</summary>
    /// <value>The default value is 0; step requires a larger value.</value>
    [Range(0, long.MaxValue)]
    public long Every { get; init; }

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Type is ScheduleKind.InverseSqrt or ScheduleKind.Noam && WarmupUpdates == 0)
        {
            yield return new ValidationResult($"must be at least 1 with type {(Type == ScheduleKind.Noam ? "noam" : "inverse_sqrt")}; got 0", [nameof(WarmupUpdates)]);
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
    /// <summary>It stays constant.</summary>
    Constant,

    /// <summary>It is lowered when the validation score stops improving.</summary>
    Plateau,

    /// <summary>After a warm-up, it decreases with the inverse square root of the update number.</summary>
    InverseSqrt,

    /// <summary>Like inverse_sqrt, with learning rates that follow from the model's width (Vaswani et al. 2017, eq. 3).</summary>
    Noam,

    /// <summary>It decreases linearly.</summary>
    Linear,

    /// <summary>It decreases along half a cosine period.</summary>
    Cosine,

    /// <summary>It is multiplied by the factor at regular intervals.</summary>
    Step,

    /// <summary>It is multiplied by the factor four times in the last third of training.</summary>
    Luong,
}
