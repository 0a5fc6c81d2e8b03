using Nmt.Runs.Checkpoints;
using Nmt.Runs.Config;

namespace Nmt.Training.Schedules;

/// <summary>
/// Multiplies the learning rate by <see cref="ScheduleConfig.Factor"/> after every <see cref="ScheduleConfig.Patience"/>
/// consecutive validations without a better score. A constant schedule never changes it.
/// </summary>
public sealed class PlateauSchedule : ILearningRateSchedule
{
    private readonly ScheduleConfig _config;

    /// <summary>Creates a new schedule.</summary>
    /// <param name="config">Type, factor and patience.</param>
    /// <param name="learningRate">The initial learning rate.</param>
    public PlateauSchedule(ScheduleConfig config, double learningRate)
        : this(config, new PlateauState(BestScore: null, BadValidations: 0, learningRate))
    {
    }

    /// <summary>Restores a schedule from a saved state.</summary>
    /// <param name="config">Type, factor and patience.</param>
    /// <param name="state">The saved <see cref="State"/>.</param>
    public PlateauSchedule(ScheduleConfig config, PlateauState state)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(state);
        _config = config;
        State = state;
    }

    /// <summary>The state to save for resuming.</summary>
    public PlateauState State { get; private set; }

    /// <summary>The learning rate after the warm-up.</summary>
    public double LearningRate => State.LearningRate;

    /// <inheritdoc/>
    public double RateOf(long update) => LearningRate * Warmup.Fraction(_config, update);

    void ILearningRateSchedule.Observe(double score) => Observe(score);

    /// <summary>Records a validation score.</summary>
    /// <param name="score">The score; higher is better (losses are negated), and NaN is never better.</param>
    /// <returns>The learning rate after this validation.</returns>
    public double Observe(double score)
    {
        if (_config.Type == ScheduleKind.Plateau)
        {
            State = IsBetter(score) ? State with { BestScore = score, BadValidations = 0 } : AfterBadValidation();
        }

        return LearningRate;
    }

    private bool IsBetter(double score) => State.BestScore is { } best ? score > best : !double.IsNaN(score);

    private PlateauState AfterBadValidation()
    {
        int badValidations = State.BadValidations + 1;
        return badValidations < _config.Patience
            ? State with { BadValidations = badValidations }
            : State with { BadValidations = 0, LearningRate = LoweredRate() };
    }

    // An initial rate below the minimum stays unchanged: lowering must never raise it.
    private double LoweredRate()
    {
        double floor = Math.Min(_config.MinLearningRate, LearningRate);
        return Math.Max(LearningRate * _config.Factor, floor);
    }
}
