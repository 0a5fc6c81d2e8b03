using Nmt.Runs.Config;
using static TorchSharp.torch;

namespace Nmt.Model.Transformer;

/// <summary>Creates the parts of Transformers (Vaswani et al. 2017).</summary>
public static class TransformerArchitecture
{
    /// <summary>Creates the parts that a config describes, with unset weights.</summary>
    /// <param name="config">Sizes and parts.</param>
    /// <param name="device">Where the weights are.</param>
    public static EncoderDecoderParts Create(ModelConfig config, Device device)
    {
        ArgumentNullException.ThrowIfNull(config);
        // Dropout applies to the sum of embedding and position (section 5.4), which encoder and decoder compute.
        return new EncoderDecoderParts(new TransformerEncoder(config, device), new TransformerDecoder(config, device), EmbeddingDropout: 0);
    }
}
