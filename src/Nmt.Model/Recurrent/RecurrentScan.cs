using Nmt.Model.Recurrent.Cells;
using static TorchSharp.torch;

namespace Nmt.Model.Recurrent;

/// <summary>
/// Runs stacked layers step by step, for cells and dropout that the library's layers do not have. A padded position leaves the state
/// unchanged, so that the backward direction starts at the true end of each sentence, and is zero in the output.
/// </summary>
/// <param name="layers">The cells of each layer: one that reads forwards and, in bidirectional layers, one that reads backwards.</param>
/// <param name="betweenLayers">Dropout between layers.</param>
/// <param name="isResidual">Whether the input of each layer but the first is added to its output, before dropout.</param>
/// <param name="recurrentDropout">Probability of dropping a unit of the hidden state where it enters the next step.</param>
internal sealed class RecurrentScan(
    IReadOnlyList<IReadOnlyList<IRecurrentCell>> layers, Dropout betweenLayers, bool isResidual, double recurrentDropout)
{
    /// <summary>Encodes a batch.</summary>
    /// <param name="embedded">Embedded subwords, <c>[batch, srcLen, embed]</c>.</param>
    /// <param name="source">The batch.</param>
    public EncoderOutput Run(Tensor embedded, SourceTensors source)
    {
        using var scope = NewDisposeScope();
        var padding = source.Padding.squeeze(1).unsqueeze(2).unbind(1);           // srcLen times [batch, 1]
        var states = embedded;
        List<CellState> last = [];
        for (int layer = 0; layer < layers.Count; layer++)
        {
            var below = layer > 0 ? betweenLayers.call(states) : states;
            var directions = layers[layer].Select((cell, direction) => Scan(cell, below, padding, isReverse: direction > 0)).ToList();
            var output = cat([.. directions.Select(direction => direction.States)], 2);
            states = isResidual && layer > 0 ? states + output : output;
            last = [.. directions.Select(direction => direction.Last)];
        }

        var cells = last.Select(state => state.Cell).OfType<Tensor>().ToList();
        return new EncoderOutput(states.MoveToOuterDisposeScope(), source.Padding)
        {
            Final = new FinalState(
                cat([.. last.Select(state => state.Hidden)], 1).MoveToOuterDisposeScope(),
                cells.Count > 0 ? cat(cells, 1).MoveToOuterDisposeScope() : null),
        };
    }

    private (Tensor States, CellState Last) Scan(IRecurrentCell cell, Tensor inputs, Tensor[] padding, bool isReverse)
    {
        var projected = cell.Project(inputs).unbind(1);                           // srcLen times [batch, gates*hidden]
        var zero = zeros([inputs.shape[0], cell.HiddenSize], inputs.dtype, inputs.device);
        var state = new CellState(zero, cell.HasCellState ? zero : null);
        var mask = VariationalMask.Sample(recurrentDropout, inputs.shape[0], cell.HiddenSize, inputs);
        var states = new Tensor[projected.Length];
        for (int step = 0; step < states.Length; step++)
        {
            int t = isReverse ? states.Length - 1 - step : step;
            var next = cell.StepProjected(projected[t], state, mask);
            state = new CellState(
                where(padding[t], state.Hidden, next.Hidden), next.Cell is null ? null : where(padding[t], state.Cell!, next.Cell));
            states[t] = state.Hidden.masked_fill(padding[t], 0);
        }

        return (stack(states, 1), state);
    }
}

/// <summary>
/// Dropout of recurrent states that is the same at every step of a sentence (Gal and Ghahramani 2016): the factor of a unit
/// is 0 or 1/(1-p).
/// </summary>
internal static class VariationalMask
{
    /// <summary>Samples a mask; null if nothing is dropped.</summary>
    /// <param name="probability">The p.</param>
    /// <param name="batch">Number of sentences.</param>
    /// <param name="hidden">Number of units.</param>
    /// <param name="like">Determines type and device.</param>
    public static Tensor? Sample(double probability, long batch, long hidden, Tensor like) => probability > 0
        ? Dropout.SampleFactors(probability, [batch, hidden], like)
        : null;
}
