using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Stochastic gradient descent, with momentum where asked for.</summary>
/// <remarks>
/// <c>g += λ θ</c>, <c>b = μ b + (1-τ) g</c> (b = g in the first step), <c>θ -= lr b</c>; Nesterov's steps along
/// <c>g + μ b</c>.
/// </remarks>
public sealed partial class SGD : OptimizerHelper
{
    /// <summary>Makes the optimizer of one group.</summary>
    public SGD(
        IEnumerable<Parameter> parameters,
        double lr,
        double momentum = 0,
        double dampening = 0,
        double weight_decay = 0,
        bool nesterov = false,
        bool maximize = false)
        : this([new ParamGroup { Parameters = parameters }], lr, momentum, dampening, weight_decay, nesterov, maximize)
    {
    }

    /// <summary>Makes the optimizer of groups with their own options.</summary>
    public SGD(
        IEnumerable<ParamGroup> parameters,
        double lr,
        double momentum = 0,
        double dampening = 0,
        double weight_decay = 0,
        bool nesterov = false,
        bool maximize = false)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(lr);
        ArgumentOutOfRangeException.ThrowIfNegative(momentum);
        ArgumentOutOfRangeException.ThrowIfNegative(weight_decay);
        if (nesterov && (momentum == 0 || dampening != 0))
        {
            throw new ArgumentException("SGD: Nesterov's momentum needs a momentum and no dampening.", nameof(nesterov));
        }

        var defaults = new Options
        {
            LearningRate = lr,
            InitialLearningRate = lr,
            momentum = momentum,
            dampening = dampening,
            weight_decay = weight_decay,
            nesterov = nesterov,
            maximize = maximize,
        };
        AddGroups(defaults, parameters);
    }

    /// <inheritdoc/>
    public override Tensor? step(Func<Tensor>? closure = null) => _step<ParamGroup>(Step, closure);

    private protected override OptimizerState NewState(Parameter parameter) => new State(parameter);

    private void Step(ParamGroup group) => StepEach<State>(
        group, group.Options.maximize!.Value, (parameter, gradient, state) => Step(parameter, gradient, state, group.Options));

    /// <summary>One step of one parameter, in PyTorch's order of operations.</summary>
    private static void Step(Parameter parameter, Tensor gradient, State state, Options options)
    {
        var learningRate = options.LearningRate!.Value;
        var momentum = options.momentum!.Value;
        var decay = options.weight_decay!.Value;
        using var decayed = decay == 0 ? null : gradient.add(parameter, decay);
        var direction = decayed ?? gradient;
        if (momentum == 0)
        {
            parameter.add_(direction, -learningRate);
            return;
        }

        if (state.momentum_buffer is { } buffer)
        {
            buffer.mul_((Scalar)momentum).add_(direction, 1 - options.dampening!.Value);
        }
        else
        {
            state.momentum_buffer = direction.clone().DetachFromDisposeScope();
        }

        if (options.nesterov!.Value)
        {
            using var ahead = direction.add(state.momentum_buffer, momentum);
            parameter.add_(ahead, -learningRate);
        }
        else
        {
            parameter.add_(state.momentum_buffer, -learningRate);
        }
    }
}
