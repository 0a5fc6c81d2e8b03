using Nmt.Runs.Checkpoints;
using Nmt.Runs.Config;
using Nmt.Training.Schedules;

namespace Nmt.Training.Tests.Schedules;

public sealed class UpdateScheduleTests
{
    // Learning rates computed by hand from the formulas, with a base learning rate of 1.
    public static TheoryData<ScheduleConfig, (long Update, double Rate)[]> Cases => new()
    {
        {
            new ScheduleConfig { Type = ScheduleKind.InverseSqrt, WarmupUpdates = 4 },
            [(1, 0.25), (2, 0.5), (4, 1), (9, 2.0 / 3), (16, 0.5), (400, 0.1)]
        },
        {
            new ScheduleConfig { Type = ScheduleKind.Linear, Updates = 10, MinLearningRate = 0 },
            [(1, 0.9), (5, 0.5), (10, 0), (11, 0)]
        },
        {
            new ScheduleConfig { Type = ScheduleKind.Linear, WarmupUpdates = 2, Updates = 10, MinLearningRate = 0.2 },
            [(1, 0.5), (2, 1), (6, 0.6), (10, 0.2), (99, 0.2)]
        },
        {
            new ScheduleConfig { Type = ScheduleKind.Cosine, Updates = 12, MinLearningRate = 0 },
            [(3, 0.5 + (Math.Sqrt(0.5) / 2)), (4, 0.75), (6, 0.5), (8, 0.25), (12, 0), (13, 0)]
        },
        {
            new ScheduleConfig { Type = ScheduleKind.Cosine, Updates = 12, MinLearningRate = 0.5 },
            [(6, 0.75), (12, 0.5), (50, 0.5)]
        },
        {
            new ScheduleConfig { Type = ScheduleKind.Step, Start = 5, Every = 3 },
            [(1, 1), (5, 1), (6, 0.5), (8, 0.5), (9, 0.25), (12, 0.125)]
        },
        {
            new ScheduleConfig { Type = ScheduleKind.Step, Every = 2, Factor = 0.1, MinLearningRate = 0.05 },
            [(1, 0.1), (2, 0.1), (3, 0.05), (1000, 0.05)]
        },
        {
            new ScheduleConfig { Type = ScheduleKind.Luong, Updates = 24 },
            [(16, 1), (17, 0.5), (18, 0.5), (19, 0.25), (21, 0.125), (23, 0.0625), (25, 0.0625), (99, 0.0625)]
        },
        {
            new ScheduleConfig { Type = ScheduleKind.Constant, WarmupUpdates = 5 },
            [(1, 0.2), (4, 0.8), (5, 1), (500, 1)]
        },
        {
            new ScheduleConfig { Type = ScheduleKind.Plateau, WarmupUpdates = 2 },
            [(1, 0.5), (2, 1), (500, 1)]
        },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Learning_rate_follows_the_formula(ScheduleConfig config, (long Update, double Rate)[] expected)
    {
        var schedule = ScheduleFactory.Create(config, learningRate: 1, width: 1, saved: null);

        Assert.All(expected, row => Assert.Equal(row.Rate, schedule.RateOf(row.Update), 1e-12));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Learning_rates_scale_with_the_base_learning_rate(ScheduleConfig config, (long Update, double Rate)[] expected)
    {
        var schedule = ScheduleFactory.Create(config with { MinLearningRate = 8 * config.MinLearningRate }, learningRate: 8, width: 1, saved: null);

        Assert.All(expected, row => Assert.Equal(8 * row.Rate, schedule.RateOf(row.Update), 1e-11));
    }

    // Vaswani et al. 2017, eq. 3, with the width of their base model and their warm-up.
    [Theory]
    [InlineData(1.0, 512, 4000)]
    [InlineData(0.5, 256, 100)]
    public void Noam_is_equation_3_times_a_factor(double factor, int width, int warmup)
    {
        var config = new ScheduleConfig { Type = ScheduleKind.Noam, WarmupUpdates = warmup, MinLearningRate = 0 };

        var schedule = ScheduleFactory.Create(config, factor, width, saved: null);

        Assert.All([1, 2, warmup / 2, warmup - 1, warmup, warmup + 1, 10 * warmup, 1_000_000], update => Assert.Equal(
            factor * Math.Pow(width, -0.5) * Math.Min(Math.Pow(update, -0.5), update * Math.Pow(warmup, -1.5)), schedule.RateOf(update), 1e-15));
    }

    [Fact]
    public void Validations_have_no_effect()
    {
        var schedule = ScheduleFactory.Create(new ScheduleConfig { Type = ScheduleKind.Linear, Updates = 10 }, learningRate: 1, width: 1, saved: null);
        double before = schedule.RateOf(5);

        schedule.Observe(3);
        schedule.Observe(2);

        Assert.Equal(before, schedule.RateOf(5));
        Assert.Equal(new PlateauState(null, 0, 1), schedule.State);
    }

    [Fact]
    public void A_rate_below_the_minimum_stays_unchanged()
    {
        var schedule = ScheduleFactory.Create(
            new ScheduleConfig { Type = ScheduleKind.Linear, Updates = 10, MinLearningRate = 0.5 }, learningRate: 0.25, width: 1, saved: null);

        Assert.Equal([0.25, 0.25, 0.25], new long[] { 1, 5, 20 }.Select(schedule.RateOf));
    }
}
