using Nmt.Runs.Checkpoints;
using Nmt.Runs.Config;
using Nmt.Training.Schedules;

namespace Nmt.Training.Tests.Schedules;

public sealed class PlateauScheduleTests
{
    // Each row: factor, patience, minimum, scores observed, learning rates after each of them; all start at 1.
    public static TheoryData<double, int, double, double[], double[]> Cases => new()
    {
        { 0.5, 1, 0, [10, 11, 12], [1, 1, 1] },
        { 0.5, 1, 0, [10, 10, 9, 11], [1, 0.5, 0.25, 0.25] },
        { 0.5, 2, 0, [10, 9, 8, 9, 9], [1, 1, 0.5, 0.5, 0.25] },
        { 0.5, 2, 0, [10, 9, 11, 10, 10], [1, 1, 1, 1, 0.5] },
        { 0.5, 1, 0.3, [10, 1, 1, 1], [1, 0.5, 0.3, 0.3] },
        { 0.5, 1, 2, [10, 1], [1, 1] },
        { 0, 1, 0.125, [0, 0], [1, 0.125] },
        { 0.5, 1, 0, [-4.5, -4.25, -4.5], [1, 1, 0.5] },
        { 0.5, 1, 0, [double.NaN, 3, double.NaN], [0.5, 0.5, 0.25] },
        { 0.5, 1, 0, [double.NegativeInfinity, -1e300], [1, 1] },
        { 1, 1, 0, [5, 4, 3], [1, 1, 1] },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Learning_rate_follows_the_scores(double factor, int patience, double minimum, double[] scores, double[] expected)
    {
        var config = new ScheduleConfig { Factor = factor, Patience = patience, MinLearningRate = minimum };
        var schedule = new PlateauSchedule(config, learningRate: 1);

        double[] rates = scores.Select(schedule.Observe).ToArray();

        Assert.Equal(expected, rates);
        Assert.Equal(expected[^1], schedule.LearningRate);
    }

    [Fact]
    public void Constant_schedule_keeps_its_rate_and_state()
    {
        var schedule = new PlateauSchedule(new ScheduleConfig { Type = ScheduleKind.Constant }, learningRate: 0.25);

        double[] rates = new[] { 3.0, 2.0, 1.0 }.Select(schedule.Observe).ToArray();

        Assert.Equal([0.25, 0.25, 0.25], rates);
        Assert.Equal(new PlateauState(null, 0, 0.25), schedule.State);
    }

    [Fact]
    public void Schedule_restored_from_a_saved_state_continues_like_the_original()
    {
        double[] scores = [10, 9, 9, 12, 11, 11, 11, 13, 2, 2, 2, 2];
        var config = new ScheduleConfig { Factor = 0.7, Patience = 2, MinLearningRate = 0.01 };
        var whole = new PlateauSchedule(config, learningRate: 0.1);
        double[] expected = scores.Select(whole.Observe).ToArray();

        for (int cut = 0; cut <= scores.Length; cut++)
        {
            var first = new PlateauSchedule(config, learningRate: 0.1);
            double[] before = scores[..cut].Select(first.Observe).ToArray();
            var second = new PlateauSchedule(config, first.State);
            double[] after = scores[cut..].Select(second.Observe).ToArray();

            Assert.Equal(expected, before.Concat(after));
            Assert.Equal(whole.State, second.State);
        }
    }
}
