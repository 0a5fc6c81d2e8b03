using static TorchSharp.torch;

namespace Nmt.Model;

/// <summary>Encodes source sentences.</summary>
public interface IEncoder
{
    /// <summary>Width of a state.</summary>
    long OutputSize { get; }

    /// <summary>Encodes a batch; padding has no effect.</summary>
    /// <param name="embedded">Embedded subwords, <c>[batch, srcLen, embed]</c>.</param>
    /// <param name="source">The batch they come from.</param>
    /// <param name="keepsMaps">Whether to return the weights of the encoder's own attention, if it has any.</param>
    EncoderOutput Encode(Tensor embedded, SourceTensors source, bool keepsMaps = false);
}

/// <summary>An encoded batch of sentences.</summary>
/// <param name="States">One state per source position, <c>[batch, srcLen, hidden]</c>; zero at padding.</param>
/// <param name="Padding">True at padding, <c>[batch, 1, srcLen]</c>.</param>
public sealed record EncoderOutput(Tensor States, Tensor Padding)
{
    /// <summary>The state of a recurrent encoder after the last position; null if the encoder is not recurrent.</summary>
    public FinalState? Final { get; init; }

    /// <summary>The weights of the encoder's own attention, if they were requested.</summary>
    public IReadOnlyList<AttentionMap> Maps { get; init; } = [];
}

/// <summary>The state of a recurrent encoder's top layer after the last position of each sentence, directions concatenated.</summary>
/// <param name="Hidden">Hidden state, <c>[batch, hidden]</c>.</param>
/// <param name="Cell">Cell state, <c>[batch, hidden]</c>; null if the cells have none.</param>
public sealed record FinalState(Tensor Hidden, Tensor? Cell);
