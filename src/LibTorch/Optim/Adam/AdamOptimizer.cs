using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What <see cref="Adam"/> and <see cref="AdamW"/> share: all but the weight decay.</summary>
/// <typeparam name="TGroup">Their kind of group.</typeparam>
/// <typeparam name="TOptions">Their kind of options.</typeparam>
public abstract class AdamOptimizer<TGroup, TOptions> : OptimizerHelper
    where TGroup : ParamGroup<TOptions>
    where TOptions : AdamOptions
{
    private protected AdamOptimizer(TOptions defaults, IEnumerable<TGroup> parameters)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(defaults.LearningRate!.Value, "lr");
        ArgumentOutOfRangeException.ThrowIfNegative(defaults.eps!.Value, "eps");
        ArgumentOutOfRangeException.ThrowIfNegative(defaults.weight_decay!.Value, "weight_decay");
        CheckBeta(defaults.beta1!.Value, "beta1");
        CheckBeta(defaults.beta2!.Value, "beta2");
        defaults.InitialLearningRate = defaults.LearningRate.Value;
        AddGroups(defaults, parameters);
    }

    /// <summary>β₁ and β₂ of the first group; setting changes all groups.</summary>
    public (double, double) Betas
    {
        get
        {
            var options = (TOptions)_parameter_groups[0].Options;
            return (options.beta1!.Value, options.beta2!.Value);
        }

        set
        {
            foreach (var group in _parameter_groups)
            {
                var options = (TOptions)group.Options;
                (options.beta1, options.beta2) = value;
            }
        }
    }

    /// <inheritdoc/>
    public override Tensor? step(Func<Tensor>? closure = null) => _step<TGroup>(Step, closure);

    /// <summary>Applies the weight decay, to the parameter itself or to the direction of its step.</summary>
    /// <returns>A direction for the caller to dispose, or null for the gradient as it is.</returns>
    private protected abstract Tensor? Decay(Parameter parameter, Tensor gradient, TOptions options);

    private void CheckBeta(double beta, string name)
    {
        if (beta is not (>= 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(name, beta, $"{GetType().Name}: a beta must be at least 0 and below 1.");
        }
    }

    private void Step(TGroup group) => StepEach<AdamState>(
        group, group.Options.maximize!.Value, (parameter, gradient, state) => Step(parameter, gradient, state, group.Options));

    /// <summary>One step of one parameter, in PyTorch's order of operations.</summary>
    private void Step(Parameter parameter, Tensor gradient, AdamState state, TOptions options)
    {
        var (beta1, beta2) = (options.beta1!.Value, options.beta2!.Value);
        state.step++;
        var correction1 = 1 - Math.Pow(beta1, state.step);
        var correction2 = 1 - Math.Pow(beta2, state.step);
        using var decayed = options.weight_decay!.Value == 0 ? null : Decay(parameter, gradient, options);
        var direction = decayed ?? gradient;
        state.exp_avg.mul_((Scalar)beta1).add_(direction, 1 - beta1);
        state.exp_avg_sq.mul_((Scalar)beta2).addcmul_(direction, direction, 1 - beta2);
        if (state.max_exp_avg_sq is { } largest)
        {
            using var larger = largest.maximum(state.exp_avg_sq);
            largest.copy_(larger);
        }

        using var denominator = (state.max_exp_avg_sq ?? state.exp_avg_sq).sqrt();
        denominator.div_((Scalar)Math.Sqrt(correction2)).add_((Scalar)options.eps!.Value);
        parameter.addcdiv_(state.exp_avg, denominator, -options.LearningRate!.Value / correction1);
    }
}
