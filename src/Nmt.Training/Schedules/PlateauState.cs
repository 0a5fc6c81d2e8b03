namespace Nmt.Training.Schedules;

/// <summary>Everything that a <see cref="PlateauSchedule"/> remembers between two validations.</summary>
/// <param name="BestScore">The best score seen; null before the first one.</param>
/// <param name="BadValidations">Validations without a better score since the best one or since the learning rate was lowered.</param>
/// <param name="LearningRate">The learning rate of the next update.</param>
public sealed record PlateauState(double? BestScore, int BadValidations, double LearningRate);
