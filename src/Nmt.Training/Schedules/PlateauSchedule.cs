using Nmt.Runs.Checkpoints;
using Nmt.Runs.Config;

namespace Nmt.Training.Schedules;

/// <summary>
/// Multiplies the learning rate with <see cref="ScheduleConfig.Factor"/> after <see cref="ScheduleConfig.Patience"/>
/// validations without a better score, and then waits as many again. A constant schedule never changes it.
/// </summary>
public sealed class PlateauSchedule : ILearningRateSchedule
{
    private readonly ScheduleConfig _config;

    /// <summary>Starts a schedule.</summary>
    /// <param name="config">Kind, factor and patience.</param>
    /// <param name="learningRate">The first learning rate.</param>
    public PlateauSchedule(ScheduleConfig config, double learningRate)
        : this(config, new PlateauState(BestScore: null, BadValidations: 0, learningRate))
    {
    }

    /// <summary>Goes on where another schedule stopped.</summary>
    /// <param name="config">Kind, factor and patience.</param>
    /// <param name="state">What the other schedule's <see cref="State"/> was.</param>
    public PlateauSchedule(ScheduleConfig config, PlateauState state)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(state);
        _config = config;
        State = state;
    }

    /// <summary>What must be saved to go on from here.</summary>
    public PlateauState State { get; private set; }

    /// <summary>The learning rate after the warm-up.</summary>
    public double LearningRate => State.LearningRate;

    /// <inheritdoc/>
    public double RateOf(long update) => LearningRate * Warmup.Share(_config, update);

    void ILearningRateSchedule.Observe(double score) => Observe(score);

    /// <summary>Takes note of a validation.</summary>
    /// <param name="score">The validation's figure, where higher is better (a loss comes negated); NaN is never better.</param>
    /// <returns>The learning rate from then on.</returns>
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

    // A rate that began below the minimum stays where it is: lowering must never raise it.
    private double LoweredRate()
    {
        double floor = Math.Min(_config.MinLearningRate, LearningRate);
        return Math.Max(LearningRate * _config.Factor, floor);
    }
}
