using Nmt.Runs.Checkpoints;
using Nmt.TestKit;

namespace Nmt.Training.Tests;

public sealed class NonFiniteUpdateGuardTests
{
    private static readonly StepResult Good = new(1, 10, 2);
    private static readonly StepResult NoLoss = new(double.NaN, 10, 2);
    private static readonly StepResult NoNorm = new(1, 10, double.PositiveInfinity);

    private readonly LogCollector _log = new();

    [Fact]
    public void Skipped_updates_are_counted_in_total_and_in_a_row()
    {
        // Given
        var guard = new NonFiniteUpdateGuard(maxInARow: 2, _log);

        // When
        var state = Run(guard, Good, NoLoss, NoNorm, Good, NoLoss);

        // Then
        Assert.Equal((3, 1), (state.Skipped, state.ConsecutiveSkips));
        Assert.Equal(
            [
                "The loss of update 2 is NaN: update skipped, 1 in a row, 1 of 2 in total",
                "The norm of the gradient of update 3 is Infinity: update skipped, 2 in a row, 2 of 3 in total",
                "The loss of update 5 is NaN: update skipped, 1 in a row, 3 of 5 in total",
            ],
            _log.Warnings);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void One_more_in_a_row_than_allowed_ends_training(int max)
    {
        // Given
        var guard = new NonFiniteUpdateGuard(max, _log);
        var state = Run(guard, [.. Enumerable.Repeat(NoLoss, max)]);

        // When
        var diverged = Assert.Throws<TrainingDivergedException>(() => guard.After(state with { Update = max + 1 }, NoLoss));

        // Then
        Assert.StartsWith(
            $"the loss of update {max + 1} is NaN: training diverged, {max + 1} updates in a row were not finite", diverged.Message, StringComparison.Ordinal);
    }

    private static TrainingState Run(NonFiniteUpdateGuard guard, params StepResult[] results) => results.Aggregate(
        new TrainingState(), (state, result) => guard.After(state with { Update = state.Update + 1 }, result));
}
