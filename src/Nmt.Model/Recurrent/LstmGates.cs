using static TorchSharp.torch;

namespace Nmt.Model.Recurrent;

/// <summary>The part of an LSTM step after its gates are known: <c>c = σ(f) c + σ(i) tanh(g)</c>, <c>h = σ(o) tanh(c)</c>.</summary>
internal static class LstmGates
{
    /// <summary>The next cell state and the open share of the output gate.</summary>
    /// <param name="gates">Raw gates in PyTorch's order i f g o, <c>[batch, 4*hidden]</c>.</param>
    /// <param name="cell">Cell state before the step, <c>[batch, hidden]</c>.</param>
    public static (Tensor Cell, Tensor Output) Apply(Tensor gates, Tensor cell)
    {
        long size = cell.shape[1];
        var next = (gates.narrow(1, size, size).sigmoid() * cell)
            + (gates.narrow(1, 0, size).sigmoid() * gates.narrow(1, 2 * size, size).tanh());
        return (next, gates.narrow(1, 3 * size, size).sigmoid());
    }
}
