using Nmt.Model.Recurrent;
using Nmt.Model.Transformer;
using Nmt.Runs.Config;
using Nmt.Text;
using static TorchSharp.torch;

namespace Nmt.Model.Creation;

/// <summary>Creates models: the only place that knows the kinds of model.</summary>
public static class ModelFactory
{
    /// <summary>Creates the model that a config describes, with unset weights (see <see cref="WeightInitializer"/>).</summary>
    /// <param name="config">Sizes and parts.</param>
    /// <param name="vocabularySizes">Number of pieces in the subword model of each side.</param>
    /// <param name="device">Where the weights are.</param>
    public static EncoderDecoder Create(ModelConfig config, Sides<long> vocabularySizes, Device device)
    {
        ArgumentNullException.ThrowIfNull(config);
        var parts = config.Architecture switch
        {
            ArchitectureKind.Recurrent => RecurrentArchitecture.Create(config, device),
            ArchitectureKind.Transformer => TransformerArchitecture.Create(config, device),
            var other => throw new InvalidOperationException($"unknown architecture {other}"),
        };
        return new EncoderDecoder(config, vocabularySizes, parts, device);
    }
}
