using Nmt.Model.Attention;
using Nmt.Runs.Config;
using static TorchSharp.torch;

namespace Nmt.Model.Recurrent;

/// <summary>Creates the parts of recurrent encoder-decoders.</summary>
public static class RecurrentArchitecture
{
    /// <summary>Creates the parts that a config describes, with unset weights.</summary>
    /// <param name="config">Sizes and parts.</param>
    /// <param name="device">Where the weights are.</param>
    public static EncoderDecoderParts Create(ModelConfig config, Device device)
    {
        ArgumentNullException.ThrowIfNull(config);
        var encoder = new RecurrentEncoder(config, device);
        var attention = AttentionMechanism.Create(config, encoder.OutputSize, device);
        var decoder = new RecurrentDecoder(config, attention, encoder.OutputSize, device);
        return new EncoderDecoderParts(encoder, decoder, config.EmbeddingDropout ?? config.Dropout);
    }
}
