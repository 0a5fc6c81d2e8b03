using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Adadelta (Zeiler 2012): steps as large as the recent steps, in units of the recent gradients.</summary>
/// <remarks>
/// <c>g += λ θ</c>, <c>v = ρ v + (1-ρ) g²</c>, <c>Δ = g · √(u + ε)/√(v + ε)</c>, <c>u = ρ u + (1-ρ) Δ²</c>, <c>θ -= lr Δ</c>.
/// </remarks>
public sealed partial class Adadelta : OptimizerHelper
{
    /// <summary>Makes the optimizer of one group.</summary>
    public Adadelta(
        IEnumerable<Parameter> parameters,
        double lr,
        double rho = 0.9,
        double eps = 1E-6,
        double weight_decay = 0,
        bool maximize = false)
        : this([new ParamGroup { Parameters = parameters }], lr, rho, eps, weight_decay, maximize)
    {
    }

    /// <summary>Makes the optimizer of groups with their own options.</summary>
    public Adadelta(
        IEnumerable<ParamGroup> parameters,
        double lr = 1.0,
        double rho = 0.9,
        double eps = 1E-6,
        double weight_decay = 0,
        bool maximize = false)
    {
        if (rho is not (>= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(rho), rho, "Adadelta: rho must be at least 0 and at most 1.");
        }

        ArgumentOutOfRangeException.ThrowIfNegative(lr);
        ArgumentOutOfRangeException.ThrowIfNegative(eps);
        ArgumentOutOfRangeException.ThrowIfNegative(weight_decay);
        var defaults = new Options
        {
            LearningRate = lr,
            rho = rho,
            eps = eps,
            weight_decay = weight_decay,
            maximize = maximize,
            InitialLearningRate = lr,
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
        var (rho, eps) = (options.rho!.Value, options.eps!.Value);
        var decay = options.weight_decay!.Value;
        state.step++;
        using var decayed = decay == 0 ? null : gradient.add(parameter, decay);
        var direction = decayed ?? gradient;
        state.square_avg.mul_((Scalar)rho).addcmul_(direction, direction, 1 - rho);
        using var deviation = state.square_avg.add((Scalar)eps);
        deviation.sqrt_();
        using var delta = state.acc_delta.add((Scalar)eps);
        delta.sqrt_().div_(deviation).mul_(direction);
        parameter.add_(delta, -options.LearningRate!.Value);
        state.acc_delta.mul_((Scalar)rho).addcmul_(delta, delta, 1 - rho);
    }
}
