namespace Nmt.Training;

/// <summary>What one update brought.</summary>
/// <param name="LossSum">Cross-entropy summed over the target tokens, in nats.</param>
/// <param name="Tokens">Real target tokens.</param>
/// <param name="GradientNorm">Norm of the gradient before clipping.</param>
public readonly record struct StepResult(double LossSum, long Tokens, double GradientNorm)
{
    /// <summary>Whether loss or gradient was no number, so that weights and moments were left as they are.</summary>
    public bool IsSkipped => !double.IsFinite(LossSum) || !double.IsFinite(GradientNorm);
}
