using Nmt.Model.Encoders;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Nmt.Model.Recurrent;

/// <summary>
/// Stacked bidirectional layers step by step, for cells and dropouts that the library's LSTM does not have. A padded position
/// leaves the state as it was, so that the backward direction starts at the true end of each sentence, and is zero in the output.
/// </summary>
/// <param name="layers">The cells of each layer.</param>
/// <param name="betweenLayers">Dropout of what a layer hands to the next.</param>
/// <param name="recurrentDropout">Probability of dropping a unit of the hidden state where it enters the next step.</param>
internal sealed class BidirectionalScan(
    IReadOnlyList<(ILstmCell Forward, ILstmCell Backward)> layers, Dropout betweenLayers, double recurrentDropout)
{
    /// <summary>Encodes a batch.</summary>
    /// <param name="embedded">Embedded subwords, <c>[batch, srcLen, embed]</c>.</param>
    /// <param name="source">The batch they come from.</param>
    public EncoderOutput Run(Tensor embedded, SourceTensors source)
    {
        using var scope = NewDisposeScope();
        var padding = source.Padding.squeeze(1).unsqueeze(2).unbind(1);           // srcLen times [batch, 1]
        var states = embedded;
        Tensor hidden = embedded, cell = embedded;
        for (int layer = 0; layer < layers.Count; layer++)
        {
            var below = layer > 0 ? betweenLayers.call(states) : states;
            var forward = Scan(layers[layer].Forward, below, padding, isReverse: false);
            var backward = Scan(layers[layer].Backward, below, padding, isReverse: true);
            states = cat([forward.States, backward.States], 2);
            hidden = cat([forward.Hidden, backward.Hidden], 1);
            cell = cat([forward.Cell, backward.Cell], 1);
        }

        return new EncoderOutput(
            states.MoveToOuterDisposeScope(), source.Padding, hidden.MoveToOuterDisposeScope(), cell.MoveToOuterDisposeScope());
    }

    private (Tensor States, Tensor Hidden, Tensor Cell) Scan(ILstmCell lstm, Tensor inputs, Tensor[] padding, bool isReverse)
    {
        var projected = lstm.Project(inputs).unbind(1);                           // srcLen times [batch, 4*hidden]
        var hidden = zeros([inputs.shape[0], lstm.HiddenSize], inputs.dtype, inputs.device);
        var cell = zeros_like(hidden);
        var mask = VariationalMask.Draw(recurrentDropout, inputs.shape[0], lstm.HiddenSize, inputs);
        var states = new Tensor[projected.Length];
        for (int step = 0; step < states.Length; step++)
        {
            int t = isReverse ? states.Length - 1 - step : step;
            var (nextHidden, nextCell) = lstm.Step(projected[t], mask is null ? hidden : hidden * mask, cell);
            hidden = where(padding[t], hidden, nextHidden);
            cell = where(padding[t], cell, nextCell);
            states[t] = hidden.masked_fill(padding[t], 0);
        }

        return (stack(states, 1), hidden, cell);
    }
}
