using Nmt.Runs.Checkpoints;
using Nmt.Runs.Config;
using Nmt.Text.Corpora;
using Nmt.Training.Validation;

namespace Nmt.Training.Tests.Validation;

public sealed class ValidationScheduleTests
{
    [Theory]
    [InlineData(7, false)]
    [InlineData(8, true)]
    [InlineData(9, false)]
    public void Validation_by_updates_is_due_at_multiples_of_the_interval(long update, bool isDue)
    {
        var times = new ValidationSchedule(new TrainingConfig { ValidateEvery = 4 });

        Assert.Equal(isDue, times.IsDue(new TrainingState { Update = update - 1 }, new TrainingState { Update = update }));
    }

    [Theory]
    [InlineData(1, 1, false)]
    [InlineData(1, 2, true)]
    [InlineData(2, 2, false)]
    [InlineData(2, 3, false)]
    public void Validation_by_epochs_is_due_at_the_end_of_every_multiple_of_the_interval(int before, int now, bool isDue)
    {
        var times = new ValidationSchedule(new TrainingConfig { ValidateEvery = 0, ValidateEveryEpochs = 2 });

        Assert.Equal(isDue, times.IsDue(AtEpoch(before), AtEpoch(now)));
    }

    [Theory]
    [InlineData(689, false)]
    [InlineData(691, true)]
    public void Validation_by_minutes_is_due_one_interval_after_the_last_one(double seconds, bool isDue)
    {
        var times = new ValidationSchedule(new TrainingConfig { ValidateEvery = 0, ValidateEveryMinutes = 1.5 });
        var state = new TrainingState { Seconds = seconds, ValidatedSeconds = times.RecordedSeconds(600) };

        Assert.Equal(isDue, times.IsDue(state, state));
    }

    [Fact]
    public void Without_an_interval_no_validation_is_due()
    {
        var times = new ValidationSchedule(new TrainingConfig { ValidateEvery = 0 });

        Assert.False(times.IsDue(new TrainingState(), AtEpoch(5) with { Update = 1000, Seconds = 1e6 }));
    }

    [Theory]
    [InlineData(0.5, 29, false)]
    [InlineData(0.5, 30, true)]
    [InlineData(0, 1e9, false)]
    public void Time_is_up_after_the_maximum_number_of_minutes(double maxMinutes, double seconds, bool isTimeUp) =>
        Assert.Equal(isTimeUp, new ValidationSchedule(new TrainingConfig { MaxMinutes = maxMinutes }).IsTimeUp(new TrainingState { Seconds = seconds }));

    private static TrainingState AtEpoch(int epoch) => new() { Position = BatchPosition.Beginning with { Epoch = epoch } };
}

public sealed class EarlyStoppingTests
{
    // Scores of validations at updates 1, 2, 3 ...; expected: the best one, and validations since patience was reset.
    [Theory]
    [InlineData(0.0, new[] { 1.0, 2.0, 3.0 }, 3, 0)]
    [InlineData(0.0, new[] { 1.0, 2.0, 2.0, 1.5 }, 2, 2)]
    [InlineData(0.0, new[] { 1.0, double.NaN, double.NaN }, 1, 2)]
    [InlineData(0.5, new[] { 1.0, 1.4, 1.3 }, 2, 2)]
    [InlineData(0.5, new[] { 1.0, 1.4, 1.6 }, 3, 0)]
    [InlineData(0.5, new[] { 1.0, 1.5 }, 2, 1)]
    [InlineData(0.5, new[] { 1.0, 1.2, 1.4, 1.6, 1.8, 2.0 }, 6, 2)]
    [InlineData(1.0, new[] { -5.0, -3.0, -2.5, -1.9 }, 4, 0)]
    public void Best_score_may_improve_by_any_margin_but_only_a_sufficient_one_resets_patience(
        double minImprovement, double[] scores, long best, int since)
    {
        // Given
        var stopping = new EarlyStopping(patience: 2, minImprovement);
        var state = new TrainingState();

        // When
        foreach (double score in scores)
        {
            state = stopping.Observe(state with { Update = state.Update + 1 }, score);
        }

        // Then
        Assert.Equal((best, scores[best - 1], since), (state.BestUpdate, state.BestScore, state.ValidationsSinceBest));
        Assert.Equal(since >= 2, stopping.IsDue(state));
    }

    [Fact]
    public void Patience_of_0_never_ends_training() =>
        Assert.False(new EarlyStopping(patience: 0, minImprovement: 0).IsDue(new TrainingState { ValidationsSinceBest = 1000 }));

    [Fact]
    public void Checkpoint_of_an_earlier_version_counts_from_its_best_score()
    {
        var state = new TrainingState { BestScore = 20, BestUpdate = 5, ValidationsSinceBest = 1, Update = 9 };

        var after = new EarlyStopping(patience: 3, minImprovement: 1).Observe(state, 20.5);

        Assert.Equal((9, 20.5, 2, 20.0), (after.BestUpdate, after.BestScore, after.ValidationsSinceBest, after.PatienceScore));
    }
}
