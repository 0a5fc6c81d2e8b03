using Nmt.Runs.Checkpoints;
using Nmt.Runs.Config;

namespace Nmt.Training.Schedules;

/// <summary>
/// Schedules that depend only on the update number u, with w warm-up updates (see <see cref="Warmup"/>), learning rate η,
/// minimum m and n updates in total:
/// inverse square root <c>η √(w/u)</c> (Vaswani et al. 2017, section 5.3; η is the rate at u = w); Noam is the same with η as a factor of
/// the width d's rate, <c>η d^-0.5 min(u^-0.5, u w^-1.5)</c> (their eq. 3, with η = 1);
/// linear <c>η + (m - η) p</c> and cosine <c>m + (η - m)(1 + cos πp)/2</c> (Loshchilov and Hutter 2017, eq. 5), where
/// <c>p = (u - w)/(n - w)</c>, at most 1; step <c>η fᵏ</c>, where k is the number of decays: the first after
/// <see cref="ScheduleConfig.Start"/> updates, then one every <see cref="ScheduleConfig.Every"/> updates (Luong et al.
/// 2015, section 4.1); Luong is the same with the first decay after two thirds of n and four decays in the last third.
/// </summary>
public sealed class UpdateSchedule : ILearningRateSchedule
{
    // From the published recipe "luong234": four decays in the last third.
    private const int LuongDecays = 4;

    private readonly ScheduleConfig _config;
    private readonly double _learningRate;
    private readonly double _minimum;

    /// <summary>Creates a schedule.</summary>
    /// <param name="config">The type of the schedule and its parameters.</param>
    /// <param name="learningRate">The learning rate after the warm-up.</param>
    public UpdateSchedule(ScheduleConfig config, double learningRate)
    {
        ArgumentNullException.ThrowIfNull(config);
        (_config, _learningRate) = (config, learningRate);
        // An initial rate below the minimum stays unchanged: lowering must never raise it.
        _minimum = Math.Min(config.MinLearningRate, learningRate);
    }

    /// <summary>Creates the schedule of the Transformer paper (Vaswani et al. 2017, eq. 3).</summary>
    /// <param name="config">The schedule, with at least one warm-up update.</param>
    /// <param name="factor">Multiplies all learning rates; 1 in the paper.</param>
    /// <param name="width">The width of the model.</param>
    public static UpdateSchedule Noam(ScheduleConfig config, double factor, int width)
    {
        ArgumentNullException.ThrowIfNull(config);
        // At u = w both terms of the minimum are w^-0.5.
        return new UpdateSchedule(config, factor / Math.Sqrt((double)width * config.WarmupUpdates));
    }

    /// <inheritdoc/>
    public PlateauState State => new(BestScore: null, BadValidations: 0, _learningRate);

    /// <inheritdoc/>
    public double RateOf(long update) => Warmup.Fraction(_config, update) is < 1 and var fraction
        ? _learningRate * fraction
        : Math.Max(_minimum, AfterWarmup(update));

    /// <inheritdoc/>
    public void Observe(double score)
    {
        // Validations have no effect: the rate depends only on the update number.
    }

    private double AfterWarmup(long update) => _config.Type switch
    {
        ScheduleKind.InverseSqrt or ScheduleKind.Noam => _learningRate * Math.Sqrt((double)_config.WarmupUpdates / update),
        ScheduleKind.Linear => _learningRate + ((_minimum - _learningRate) * Progress(update)),
        ScheduleKind.Cosine => _minimum + ((_learningRate - _minimum) * (1 + Math.Cos(Math.PI * Progress(update))) / 2),
        ScheduleKind.Step => _learningRate * Math.Pow(_config.Factor, Decays(update, _config.Start, _config.Every)),
        ScheduleKind.Luong => _learningRate * Math.Pow(
            _config.Factor,
            Math.Min(LuongDecays, Decays(update, _config.Updates * 2 / 3, Math.Max(1, _config.Updates / (3 * LuongDecays))))),
        var other => throw new InvalidOperationException($"{other} is not a schedule of the update number"),
    };

    private double Progress(long update) =>
        Math.Min(1, (double)(update - _config.WarmupUpdates) / (_config.Updates - _config.WarmupUpdates));

    private static long Decays(long update, long start, long every) => update <= start ? 0 : 1 + ((update - start - 1) / every);
}
