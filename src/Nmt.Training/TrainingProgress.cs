namespace Nmt.Training;

/// <summary>Where a running training is, for people to watch.</summary>
/// <param name="Update">Updates done.</param>
/// <param name="Updates">Updates at most, as far as the config says.</param>
/// <param name="Epoch">Epochs done, with the share of the running one.</param>
/// <param name="Loss">Training loss a target token over the last updates, in nats.</param>
/// <param name="TokensPerSecond">Target tokens a second over the last updates.</param>
/// <param name="LearningRate">The learning rate.</param>
/// <param name="TimeLeft">Until the updates at most, at the speed of this start; none without a limit.</param>
/// <param name="IsLogged">Whether this is one of the updates that the log keeps.</param>
public sealed record TrainingProgress(
    long Update, long? Updates, double Epoch, double Loss, double TokensPerSecond, double LearningRate, TimeSpan? TimeLeft, bool IsLogged);
