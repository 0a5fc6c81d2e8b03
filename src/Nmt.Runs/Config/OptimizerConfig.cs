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

    /// <summary>What Adagrad's sums of squared gradients begin with.</summary>
    /// <value>The default value is 0.</value>
    [Range(0.0, 1e6)]
    public double InitialAccumulator { get; init; }
}
