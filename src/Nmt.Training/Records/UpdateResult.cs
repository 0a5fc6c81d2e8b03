namespace Nmt.Training.Records;

/// <summary>One row of <c>updates.csv</c>.</summary>
/// <param name="Update">Updates done.</param>
/// <param name="Epoch">Epochs finished, with the share of the running one.</param>
/// <param name="Loss">Mean training loss a target token since the row before, in nats.</param>
/// <param name="GradientNorm">Norm of this update's gradient before clipping; none where nothing is clipped.</param>
/// <param name="LearningRate">Learning rate of this update.</param>
/// <param name="Tokens">Target tokens trained on since training began.</param>
/// <param name="TokensPerSecond">Target tokens a second since the row before, validations left out.</param>
/// <param name="Seconds">Seconds since training began, over all starts of the run.</param>
public sealed record UpdateResult(
    long Update, double Epoch, double Loss, double? GradientNorm, double LearningRate, long Tokens, double TokensPerSecond, double Seconds);
