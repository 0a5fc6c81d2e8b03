using static TorchSharp.torch;

namespace Nmt.Model.Encoders;

/// <summary>What an encoder makes of a batch of sentences.</summary>
/// <param name="States">One state a source position, <c>[batch, srcLen, hidden]</c>; zero at padding.</param>
/// <param name="Padding">True at padding, <c>[batch, 1, srcLen]</c>.</param>
/// <param name="FinalHidden">Top layer's last hidden state, directions side by side, <c>[batch, hidden]</c>.</param>
/// <param name="FinalCell">Top layer's last cell state, directions side by side, <c>[batch, hidden]</c>.</param>
public sealed record EncoderOutput(Tensor States, Tensor Padding, Tensor FinalHidden, Tensor FinalCell);
