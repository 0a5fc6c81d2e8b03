namespace Nmt.Training;

/// <summary>What one update brought.</summary>
/// <param name="LossSum">Cross-entropy summed over the target tokens, in nats.</param>
/// <param name="Tokens">Real target tokens.</param>
/// <param name="GradientNorm">Norm of the gradient before clipping; NaN where nothing is clipped.</param>
public readonly record struct StepResult(double LossSum, long Tokens, double GradientNorm);
