using static TorchSharp.torch;

namespace Nmt.Model.Decoders;

/// <summary>What a decoder makes of one token a row.</summary>
/// <param name="Attentional">Attentional state h̃, input of the output layer, <c>[rows, hidden]</c>.</param>
/// <param name="Weights">Attention weights, <c>[rows, srcLen]</c>.</param>
/// <param name="State">State for the next step.</param>
public sealed record DecoderStep(Tensor Attentional, Tensor Weights, DecoderState State);
