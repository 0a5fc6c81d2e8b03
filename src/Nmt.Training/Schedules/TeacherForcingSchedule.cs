using Nmt.Runs.Config;

namespace Nmt.Training.Schedules;

/// <summary>
/// The share of decoder inputs taken from the reference, after i completed updates, with initial ratio r, minimum m and scale n in
/// updates (Bengio et al. 2015, section 2.4): linear <c>max(m, r - (r - m) i/n)</c>, exponential <c>max(m, r e^(-i/n))</c> (their
/// kⁱ), and inverse sigmoid <c>max(m, r k/(k + e^(i/n)))</c> with k = 10, which starts near r and falls to half of it after 2.3 n
/// updates.
/// </summary>
/// <param name="config">The type of the schedule and its parameters.</param>
public sealed class TeacherForcingSchedule(TeacherForcingConfig config)
{
    // Their k sets both the height and the length of the plateau; with 10 it starts at 0.91 of the ratio.
    private const double SigmoidShape = 10;

    /// <summary>The teacher forcing ratio of an update.</summary>
    /// <param name="update">The number of the update, from 1.</param>
    public double RatioOf(long update)
    {
        double progress = config.Updates == 0 ? 0 : (double)(update - 1) / config.Updates;
        double ratio = config.Type switch
        {
            TeacherForcingKind.Constant => config.Ratio,
            TeacherForcingKind.Linear => config.Ratio - ((config.Ratio - config.MinRatio) * progress),
            TeacherForcingKind.Exponential => config.Ratio * Math.Exp(-progress),
            TeacherForcingKind.InverseSigmoid => config.Ratio * SigmoidShape / (SigmoidShape + Math.Exp(progress)),
            var other => throw new InvalidOperationException($"unknown teacher forcing schedule {other}"),
        };
        return Math.Max(config.MinRatio, ratio);
    }
}
