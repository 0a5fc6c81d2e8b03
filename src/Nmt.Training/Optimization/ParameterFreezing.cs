using Nmt.Model;
using Nmt.Runs.Config;
using TorchSharp.Modules;

namespace Nmt.Training.Optimization;

/// <summary>Freezes parts of a model: their parameters get no gradient and are not passed to an optimizer.</summary>
public static class ParameterFreezing
{
    /// <summary>Freezes parts of a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="parts">The parts to freeze.</param>
    /// <returns>The parameters that remain trainable.</returns>
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
