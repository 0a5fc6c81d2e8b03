using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Adam with decoupled weight decay (Loshchilov and Hutter 2019): the decay does not pass through the moments.</summary>
/// <remarks>
/// As <see cref="Adam"/>, but weight decay λ shrinks the parameters, <c>θ *= 1 - lr λ</c>, before the step.
/// </remarks>
public sealed partial class AdamW : AdamOptimizer<AdamW.ParamGroup, AdamW.Options>
{
    /// <summary>Makes the optimizer of one group.</summary>
    public AdamW(
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
    public AdamW(
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

    private protected override Tensor? Decay(Parameter parameter, Tensor gradient, Options options)
    {
        parameter.mul_((Scalar)(1 - (options.LearningRate!.Value * options.weight_decay!.Value)));
        return null;
    }
}
