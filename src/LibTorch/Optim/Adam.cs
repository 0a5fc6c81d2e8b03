using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Adam (Kingma and Ba 2015): steps along the running mean of gradients, scaled by their running size.</summary>
/// <remarks>
/// <c>m = β₁ m + (1-β₁) g</c>, <c>v = β₂ v + (1-β₂) g²</c>, <c>θ -= lr/(1-β₁ᵗ) · m / (√v/√(1-β₂ᵗ) + ε)</c>;
/// weight decay λ is the L2 kind, <c>g += λ θ</c>.
/// </remarks>
public sealed partial class Adam : OptimizerHelper
{
    /// <summary>Makes the optimizer of one group.</summary>
    public Adam(
        IEnumerable<Parameter> parameters,
        double lr = 0.001,
        double beta1 = 0.9,
        double beta2 = 0.999,
        double eps = 1E-08,
        double weight_decay = 0,
        bool amsgrad = false,
        bool maximize = false)
        : this([new ParamGroup { Parameters = parameters }], lr, beta1, beta2, eps, weight_decay, amsgrad, maximize)
    {
    }

    /// <summary>Makes the optimizer of groups with their own options.</summary>
    public Adam(
        IEnumerable<ParamGroup> parameters,
        double lr = 0.001,
        double beta1 = 0.9,
        double beta2 = 0.999,
        double eps = 1E-08,
        double weight_decay = 0,
        bool amsgrad = false,
        bool maximize = false)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(lr);
        ArgumentOutOfRangeException.ThrowIfNegative(eps);
        ArgumentOutOfRangeException.ThrowIfNegative(weight_decay);
        CheckBeta(beta1, nameof(beta1));
        CheckBeta(beta2, nameof(beta2));
        var defaults = new Options
        {
            LearningRate = lr,
            InitialLearningRate = lr,
            beta1 = beta1,
            beta2 = beta2,
            eps = eps,
            weight_decay = weight_decay,
            amsgrad = amsgrad,
            maximize = maximize,
        };
        AddGroups(defaults, parameters);
    }

    /// <summary>β₁ and β₂ of the first group; setting changes all groups.</summary>
    public (double, double) Betas
    {
        get
        {
            var options = (Options)_parameter_groups[0].Options;
            return (options.beta1!.Value, options.beta2!.Value);
        }

        set
        {
            foreach (var group in _parameter_groups)
            {
                var options = (Options)group.Options;
                (options.beta1, options.beta2) = value;
            }
        }
    }

    /// <inheritdoc/>
    public override Tensor? step(Func<Tensor>? closure = null) => _step<ParamGroup>(Step, closure);

    private protected override OptimizerState NewState(Parameter parameter) => new State(parameter);

    private static void CheckBeta(double beta, string name)
    {
        if (beta is not (>= 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(name, beta, "Adam: a beta must be at least 0 and below 1.");
        }
    }

    private void Step(ParamGroup group)
    {
        foreach (var parameter in group.Parameters)
        {
            using var gradient = Gradient(parameter, group.Options.maximize!.Value);
            if (gradient is not null)
            {
                Step(parameter, gradient, (State)_state[parameter.Handle], group.Options);
            }
        }
    }

    /// <summary>One step of one parameter, in PyTorch's order of operations.</summary>
    private static void Step(Parameter parameter, Tensor gradient, State state, Options options)
    {
        var (beta1, beta2) = (options.beta1!.Value, options.beta2!.Value);
        var learningRate = options.LearningRate!.Value;
        state.step++;
        var correction1 = 1 - Math.Pow(beta1, state.step);
        var correction2 = 1 - Math.Pow(beta2, state.step);
        var decay = options.weight_decay!.Value;
        using var decayed = decay == 0 ? null : gradient.add(parameter, decay);
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
        parameter.addcdiv_(state.exp_avg, denominator, -learningRate / correction1);
    }
}
