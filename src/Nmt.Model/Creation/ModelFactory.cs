using Nmt.Model.Recurrent;
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
    public static EncoderDecoder Create(ModelConfig config, Sides<long> vocabularySizes, Device device) =>
        new(config, vocabularySizes, RecurrentArchitecture.Create(config, device), device);
}
