using static TorchSharp.torch;

namespace Nmt.Model.Encoders;

/// <summary>Reads source sentences.</summary>
public interface IEncoder
{
    /// <summary>Width of a state.</summary>
    long OutputSize { get; }

    /// <summary>Encodes a batch; padding changes nothing.</summary>
    /// <param name="embedded">Embedded subwords, <c>[batch, srcLen, embed]</c>.</param>
    /// <param name="source">The batch they come from.</param>
    EncoderOutput Encode(Tensor embedded, SourceTensors source);
}
