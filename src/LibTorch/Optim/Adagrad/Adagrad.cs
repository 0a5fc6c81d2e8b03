using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Adagrad (Duchi et al. 2011): each weight's steps shrink with the gradients it has seen.</summary>
/// <remarks>
/// <c>g += λ θ</c>, <c>G += g²</c>, <c>θ -= lr/(1 + (t-1) d) · g/(√G + ε)</c>, where d is the learning rate's own decay.
/// </remarks>
public sealed partial class Adagrad : OptimizerHelper
{
    /// <summary>Makes the optimizer of one group.</summary>
    public Adagrad(
        IEnumerable<Parameter> parameters,
        double lr = 1E-2,
        double lr_decay = 0,
        double weight_decay = 0,
        double initial_accumulator_value = 0,
        double eps = 1E-10)
        : this([new ParamGroup { Parameters = parameters }], lr, lr_decay, weight_decay, initial_accumulator_value, eps)
    {
    }

    /// <summary>Makes the optimizer of groups with their own options.</summary>
    public Adagrad(
        IEnumerable<ParamGroup> parameters,
        double lr = 1E-2,
        double lr_decay = 0,
        double weight_decay = 0,
        double initial_accumulator_value = 0,
        double eps = 1E-10)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(lr);
        ArgumentOutOfRangeException.ThrowIfNegative(lr_decay);
        ArgumentOutOfRangeException.ThrowIfNegative(weight_decay);
        ArgumentOutOfRangeException.ThrowIfNegative(initial_accumulator_value);
        ArgumentOutOfRangeException.ThrowIfNegative(eps);
        var defaults = new Options
        {
            LearningRate = lr,
            lr_decay = lr_decay,
            weight_decay = weight_decay,
            initial_accumulator_value = initial_accumulator_value,
            eps = eps,
            InitialLearningRate = lr,
        };
        AddGroups(defaults, parameters);
    }

    /// <inheritdoc/>
    public override Tensor? step(Func<Tensor>? closure = null) => _step<ParamGroup>(Step, closure);

    private protected override OptimizerState NewState(Parameter parameter) => new State(parameter);

    private void Step(ParamGroup group) => StepEach<State>(
        group, maximizes: false, (parameter, gradient, state) => Step(parameter, gradient, state, group.Options));

    /// <summary>One step of one parameter, in PyTorch's order of operations.</summary>
    private static void Step(Parameter parameter, Tensor gradient, State state, Options options)
    {
        var decay = options.weight_decay!.Value;
        state.step++;
        using var decayed = decay == 0 ? null : gradient.add(parameter, decay);
        var direction = decayed ?? gradient;
        var learningRate = options.LearningRate!.Value / (1 + ((state.step - 1) * options.lr_decay!.Value));
        state.sum.addcmul_(direction, direction, 1);
        using var deviation = state.sum.sqrt();
        deviation.add_((Scalar)options.eps!.Value);
        parameter.addcdiv_(direction, deviation, -learningRate);
    }
}
