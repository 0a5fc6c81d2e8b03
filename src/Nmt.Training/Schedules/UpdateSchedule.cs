using Nmt.Runs.Checkpoints;
using Nmt.Runs.Config;

namespace Nmt.Training.Schedules;

/// <summary>
/// Schedules that are formulas of the update's number u, after w updates of warm-up (see <see cref="Warmup"/>), with the
/// learning rate η, its minimum m, and n updates until the end:
/// inverse square root <c>η √(w/u)</c> (Vaswani et al. 2017, section 5.3, whose η is at u = w);
/// linear <c>η + (m - η) p</c> and cosine <c>m + (η - m)(1 + cos πp)/2</c> (Loshchilov and Hutter 2017, eq. 5), where
/// <c>p = (u - w)/(n - w)</c>, at most 1; step <c>η fᵏ</c>, where k counts the lowerings: the first after
/// <see cref="ScheduleConfig.Start"/> updates, the others <see cref="ScheduleConfig.Every"/> updates apart (Luong et al.
/// 2015, section 4.1); Luong the same with the first after two thirds of n and four within the last third.
/// </summary>
public sealed class UpdateSchedule : ILearningRateSchedule
{
    // Of the published recipe "luong234": four lowerings in the last third.
    private const int LuongLowerings = 4;

    private readonly ScheduleConfig _config;
    private readonly double _learningRate;
    private readonly double _minimum;

    /// <summary>Creates a schedule.</summary>
    /// <param name="config">Kind and figures.</param>
    /// <param name="learningRate">The learning rate after the warm-up.</param>
    public UpdateSchedule(ScheduleConfig config, double learningRate)
    {
        ArgumentNullException.ThrowIfNull(config);
        (_config, _learningRate) = (config, learningRate);
        // A rate that is below the minimum from the start stays where it is: lowering must never raise it.
        _minimum = Math.Min(config.MinLearningRate, learningRate);
    }

    /// <inheritdoc/>
    public PlateauState State => new(BestScore: null, BadValidations: 0, _learningRate);

    /// <inheritdoc/>
    public double RateOf(long update) => Warmup.Share(_config, update) is < 1 and var share
        ? _learningRate * share
        : Math.Max(_minimum, Lowered(update));

    /// <inheritdoc/>
    public void Observe(double score)
    {
        // Validations change nothing: the number of the update decides alone.
    }

    private double Lowered(long update) => _config.Type switch
    {
        ScheduleKind.InverseSqrt => _learningRate * Math.Sqrt((double)_config.WarmupUpdates / update),
        ScheduleKind.Linear => _learningRate + ((_minimum - _learningRate) * Progress(update)),
        ScheduleKind.Cosine => _minimum + ((_learningRate - _minimum) * (1 + Math.Cos(Math.PI * Progress(update))) / 2),
        ScheduleKind.Step => _learningRate * Math.Pow(_config.Factor, Lowerings(update, _config.Start, _config.Every)),
        ScheduleKind.Luong => _learningRate * Math.Pow(
            _config.Factor,
            Math.Min(LuongLowerings, Lowerings(update, _config.Updates * 2 / 3, Math.Max(1, _config.Updates / (3 * LuongLowerings))))),
        var other => throw new InvalidOperationException($"{other} is no formula of the update"),
    };

    private double Progress(long update) =>
        Math.Min(1, (double)(update - _config.WarmupUpdates) / (_config.Updates - _config.WarmupUpdates));

    private static long Lowerings(long update, long start, long every) => update <= start ? 0 : 1 + ((update - start - 1) / every);
}
