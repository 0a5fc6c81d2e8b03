using Nmt.Runs.Config;
using Nmt.Training.Schedules;

namespace Nmt.Training.Tests.Schedules;

public sealed class TeacherForcingScheduleTests
{
    // Ratios computed by hand from the formulas; i = update - 1 updates are completed before.
    public static TheoryData<TeacherForcingConfig, (long Update, double Ratio)[]> Cases => new()
    {
        { new TeacherForcingConfig(), [(1, 1), (1_000_000, 1)] },
        { new TeacherForcingConfig { Ratio = 0.7 }, [(1, 0.7), (50, 0.7)] },
        {
            new TeacherForcingConfig { Type = TeacherForcingKind.Linear, Updates = 10 },
            [(1, 1), (2, 0.9), (6, 0.5), (11, 0), (12, 0)]
        },
        {
            new TeacherForcingConfig { Type = TeacherForcingKind.Linear, Updates = 10, Ratio = 0.9, MinRatio = 0.4 },
            [(1, 0.9), (3, 0.8), (11, 0.4), (99, 0.4)]
        },
        {
            new TeacherForcingConfig { Type = TeacherForcingKind.Exponential, Updates = 10 },
            [(1, 1), (11, Math.Exp(-1)), (21, Math.Exp(-2))]
        },
        {
            new TeacherForcingConfig { Type = TeacherForcingKind.InverseSigmoid, Updates = 100, MinRatio = 0.01 },
            [(1, 10.0 / 11), (101, 10 / (10 + Math.E)), (100_001, 0.01)]
        },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Ratio_follows_the_formula(TeacherForcingConfig config, (long Update, double Ratio)[] expected)
    {
        var schedule = new TeacherForcingSchedule(config);

        Assert.All(expected, row => Assert.Equal(row.Ratio, schedule.RatioOf(row.Update), 1e-12));
    }
}
