using Nmt.Runs.Config;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Nmt.Training.Optimization;

/// <summary>
/// Creates one library optimizer per parameter: a shared one would free its temporary tensors only after the last parameter, which
/// for Adam take twice the memory of the model.
/// </summary>
public sealed class ParameterOptimizers : IDisposable
{
    private readonly Parameter[] _parameters;
    private readonly OptimizerHelper[] _optimizers;

    /// <summary>Creates the optimizers that a config describes.</summary>
    /// <param name="config">The optimizer config.</param>
    /// <param name="parameters">The parameters to train.</param>
    public ParameterOptimizers(OptimizerConfig config, IEnumerable<Parameter> parameters)
    {
        ArgumentNullException.ThrowIfNull(config);
        _parameters = [.. parameters];
        _optimizers = [.. _parameters.Select(parameter => Create(config, [parameter]))];
    }

    /// <summary>The library's name of the update rule, such as <c>Adam</c>.</summary>
    public string Rule => _optimizers[0].GetType().Name;

    /// <summary>Moments and step counts, in the order of the parameters.</summary>
    public IEnumerable<OptimizerState> States => _optimizers.Select(optimizer => optimizer.state_dict().State[0]);

    /// <summary>Sets the learning rate of the next steps.</summary>
    public double LearningRate
    {
        set
        {
            foreach (var group in _optimizers.SelectMany(optimizer => optimizer.ParamGroups))
            {
                group.LearningRate = value;
            }
        }
    }

    /// <summary>Removes all gradients, so that they need no memory until they are computed again.</summary>
    public void ClearGradients() => Array.ForEach(_parameters, parameter => parameter.grad = null);

    /// <summary>Updates all parameters from their gradients.</summary>
    public void Step() => Array.ForEach(_optimizers, optimizer => optimizer.step());

    /// <summary>Frees the moments.</summary>
    public void Dispose() => Array.ForEach(_optimizers, optimizer => optimizer.Dispose());

    private static OptimizerHelper Create(OptimizerConfig config, Parameter[] parameters) => config.Type switch
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
