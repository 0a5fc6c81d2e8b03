using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Adam (Kingma and Ba 2015): steps along the running mean of gradients, scaled by their running size.</summary>
/// <remarks>
/// <c>m = β₁ m + (1-β₁) g</c>, <c>v = β₂ v + (1-β₂) g²</c>, <c>θ -= lr/(1-β₁ᵗ) · m / (√v/√(1-β₂ᵗ) + ε)</c>;
/// weight decay λ is the L2 kind, <c>g += λ θ</c>.
/// </remarks>
public sealed partial class Adam : AdamOptimizer<Adam.ParamGroup, Adam.Options>
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
        : base(
            new Options
            {
                LearningRate = lr,
                beta1 = beta1,
                beta2 = beta2,
                eps = eps,
                weight_decay = weight_decay,
                amsgrad = amsgrad,
                maximize = maximize,
            },
            parameters)
    {
    }

    private protected override OptimizerState NewState(Parameter parameter) => new State(parameter);

    private protected override Tensor Decay(Parameter parameter, Tensor gradient, Options options) =>
        gradient.add(parameter, options.weight_decay!.Value);
}
