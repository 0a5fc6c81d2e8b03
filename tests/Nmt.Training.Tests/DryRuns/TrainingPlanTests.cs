using Nmt.Runs.Checkpoints;
using Nmt.Runs.Config;
using Nmt.Text.Corpora;
using Nmt.Training.DryRuns;
using Nmt.Training.Validation;

namespace Nmt.Training.Tests.DryRuns;

public sealed class TrainingPlanTests
{
    private const double UpdatesPerEpoch = 25;

    [Theory]
    [InlineData(100, 0, 10, 0, 0)]
    [InlineData(105, 0, 10, 0, 0)]
    [InlineData(105, 0, 10, 0, 33)]
    [InlineData(0, 4, 0, 2, 0)]
    [InlineData(0, 5, 0, 2, 0)]
    [InlineData(0, 5, 0, 2, 60)]
    [InlineData(90, 0, 0, 0, 0)]
    [InlineData(90, 0, 0, 1, 0)]
    [InlineData(90, 10, 7, 0, 14)]
    public void Validations_are_as_many_as_the_schedule_makes_due(long maxUpdates, int maxEpochs, long every, int everyEpochs, long first)
    {
        // Given
        var config = new TrainingConfig { MaxUpdates = maxUpdates, MaxEpochs = maxEpochs, ValidateEvery = every, ValidateEveryEpochs = everyEpochs };
        var plan = Plan(config, first);

        // When: the trainer's own schedule decides, update by update; at the limit there is always a validation.
        var schedule = new ValidationSchedule(config);
        long last = plan.LastUpdate!.Value;
        long expected = 0;
        for (long update = first + 1; update <= last; update++)
        {
            expected += schedule.IsDue(StateAt(update - 1), StateAt(update)) || update == last ? 1 : 0;
        }

        // Then
        Assert.Equal(expected, plan.ValidationsUntil(last, seconds: 0));
    }

    [Fact]
    public void First_limit_ends_training_and_is_named()
    {
        Assert.Equal((40, "training.max_updates"), LimitOf(new TrainingConfig { MaxUpdates = 40, MaxEpochs = 2 }));
        Assert.Equal((50, "training.max_epochs"), LimitOf(new TrainingConfig { MaxUpdates = 60, MaxEpochs = 2 }));
        Assert.Equal((null, null), LimitOf(new TrainingConfig { MaxUpdates = 0, MaxEpochs = 0 }));
    }

    [Fact]
    public void Time_is_that_of_updates_validations_and_checkpoints()
    {
        // Given: validations after 40, 80 and 100 updates, checkpoints of their own after 50 and 100.
        var plan = Plan(new TrainingConfig { MaxUpdates = 100, MaxEpochs = 0, ValidateEvery = 40, CheckpointEvery = 50 });

        // When
        var time = plan.Estimate(secondsPerUpdate: 0.5, validationSeconds: 7, savingSeconds: 1)!;

        // Then
        Assert.Equal((100, 3, 50.0, 21.0, 5.0, 76.0), (time.LastUpdate, time.Validations, time.UpdateSeconds, time.ValidationSeconds, time.SavingSeconds, time.TotalSeconds));
        Assert.Equal(4, time.Epochs, 1e-9);
    }

    [Fact]
    public void Time_limit_includes_validations()
    {
        // Given: without the limit 1,000 updates of 1 s and 10 validations of 10 s.
        var plan = Plan(new TrainingConfig { MaxUpdates = 1000, MaxEpochs = 0, ValidateEvery = 100, MaxMinutes = 11 });

        // When
        var time = plan.Estimate(secondsPerUpdate: 1, validationSeconds: 10, savingSeconds: 0)!;

        // Then: 600 updates and 6 validations take 11 minutes.
        Assert.True(time.IsEndedByTime);
        Assert.InRange(time.TotalSeconds, 640, 680);
        Assert.InRange(time.LastUpdate, 590, 610);
    }

    [Fact]
    public void Without_any_limit_there_is_no_estimate() =>
        Assert.Null(Plan(new TrainingConfig { MaxUpdates = 0, MaxEpochs = 0 }).Estimate(1, 1, 1));

    [Fact]
    public void Time_limit_alone_is_a_limit()
    {
        var time = Plan(new TrainingConfig { MaxUpdates = 0, MaxEpochs = 0, MaxMinutes = 2, ValidateEvery = 0 }).Estimate(1, 0, 0)!;

        Assert.Equal(120, time.LastUpdate);
    }

    private static (long?, string?) LimitOf(TrainingConfig config)
    {
        var plan = Plan(config);
        return (plan.LastUpdate, plan.Limit);
    }

    /// <summary>A plan after one more update, with the number of updates that the trainer's meter estimates.</summary>
    private static TrainingPlan Plan(TrainingConfig config, long first = 0)
    {
        var meter = new ProgressMeter(config, first);
        return new TrainingPlan(config, StateAt(first), meter.Add(default, StateAt(first + 1), UpdatesPerEpoch, learningRate: 1), UpdatesPerEpoch);
    }

    private static TrainingState StateAt(long update)
    {
        double epochs = update / UpdatesPerEpoch;
        return new TrainingState { Update = update, Position = new BatchPosition((int)epochs, Shard: null, 0, epochs) };
    }
}
