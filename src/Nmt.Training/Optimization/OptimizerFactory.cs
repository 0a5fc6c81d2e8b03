using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Nmt.Training.Optimization;

/// <summary>Makes the optimizer that a config describes.</summary>
public static class OptimizerFactory
{
    /// <summary>The optimizer of these parameters.</summary>
    public static OptimizerHelper Make(OptimizerConfig config, IEnumerable<Parameter> parameters) => config.Type switch
    {
        OptimizerKind.Adam => optim.Adam(
            parameters, config.LearningRate, config.Beta1, config.Beta2, config.Epsilon, config.WeightDecay),
        OptimizerKind.AdamW => optim.AdamW(
            parameters, config.LearningRate, config.Beta1, config.Beta2, config.Epsilon, config.WeightDecay),
        OptimizerKind.Sgd => optim.SGD(parameters, config.LearningRate, config.Momentum, weight_decay: config.WeightDecay),
        OptimizerKind.Adadelta => optim.Adadelta(
            parameters, config.LearningRate, config.Rho, config.Epsilon, config.WeightDecay),
        OptimizerKind.Adagrad => optim.Adagrad(
            parameters, config.LearningRate, config.LearningRateDecay, config.WeightDecay, config.InitialAccumulator, config.Epsilon),
        var other => throw new InvalidOperationException($"unknown optimizer {other}"),
    };
}
