using Nmt.Runs.Checkpoints;
using Nmt.Runs.Config;
using Nmt.Training.Validation;

namespace Nmt.Training.Tests.Validation;

public sealed class ValidationTimesTests
{
    [Theory]
    [InlineData(7, false)]
    [InlineData(8, true)]
    [InlineData(9, false)]
    public void Validation_by_updates_is_due_at_their_multiples(long update, bool isDue)
    {
        var times = new ValidationTimes(new TrainingConfig { ValidateEvery = 4 });

        Assert.Equal(isDue, times.IsDue(new TrainingState { Update = update - 1 }, new TrainingState { Update = update }));
    }

    [Theory]
    [InlineData(1, 1, false)]
    [InlineData(1, 2, true)]
    [InlineData(2, 2, false)]
    [InlineData(2, 3, false)]
    public void Validation_by_epochs_is_due_with_the_update_that_ends_one_of_their_multiples(int before, int now, bool isDue)
    {
        var times = new ValidationTimes(new TrainingConfig { ValidateEvery = 0, ValidateEveryEpochs = 2 });

        Assert.Equal(isDue, times.IsDue(new TrainingState { Epoch = before }, new TrainingState { Epoch = now }));
    }

    [Theory]
    [InlineData(689, false)]
    [InlineData(691, true)]
    public void Validation_by_minutes_is_due_so_long_after_the_last_one(double seconds, bool isDue)
    {
        var times = new ValidationTimes(new TrainingConfig { ValidateEvery = 0, ValidateEveryMinutes = 1.5 });
        var state = new TrainingState { Seconds = seconds, ValidatedSeconds = times.Kept(600) };

        Assert.Equal(isDue, times.IsDue(state, state));
    }

    [Fact]
    public void Without_any_distance_no_validation_is_due()
    {
        var times = new ValidationTimes(new TrainingConfig { ValidateEvery = 0 });

        Assert.False(times.IsDue(new TrainingState(), new TrainingState { Update = 1000, Epoch = 5, Seconds = 1e6 }));
    }

    [Theory]
    [InlineData(0.5, 29, false)]
    [InlineData(0.5, 30, true)]
    [InlineData(0, 1e9, false)]
    public void Training_is_over_after_its_minutes(double maxMinutes, double seconds, bool isOver) =>
        Assert.Equal(isOver, new ValidationTimes(new TrainingConfig { MaxMinutes = maxMinutes }).IsOver(new TrainingState { Seconds = seconds }));
}
