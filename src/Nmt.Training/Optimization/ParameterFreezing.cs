using Nmt.Model;
using Nmt.Runs.Config;
using TorchSharp.Modules;

namespace Nmt.Training.Optimization;

/// <summary>Keeps parts of a model as they are: their parameters take no gradient and no optimizer knows them.</summary>
public static class ParameterFreezing
{
    /// <summary>Freezes parts.</summary>
    /// <param name="model">The model.</param>
    /// <param name="parts">The parts.</param>
    /// <returns>The parameters that are left to train.</returns>
    public static IReadOnlyList<Parameter> Freeze(TranslationModel model, IEnumerable<ParameterGroup> parts)
    {
        ArgumentNullException.ThrowIfNull(model);
        foreach (var (_, parameter) in parts.SelectMany(model.ParametersOf))
        {
            parameter.requires_grad = false;
        }

        return [.. model.parameters().Where(parameter => parameter.requires_grad)];
    }
}
