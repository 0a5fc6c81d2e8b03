using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Nmt.Model.Recurrent;

/// <summary>
/// Runs stacked bidirectional layers step by step, for cells and dropout that the library's LSTM does not have. A padded position
/// leaves the state unchanged, so that the backward direction starts at the true end of each sentence, and is zero in the output.
/// </summary>
/// <param name="layers">The cells of each layer.</param>
/// <param name="betweenLayers">Dropout between layers.</param>
/// <param name="recurrentDropout">Probability of dropping a unit of the hidden state where it enters the next step.</param>
internal sealed class BidirectionalScan(
    IReadOnlyList<(ILstmCell Forward, ILstmCell Backward)> layers, Dropout betweenLayers, double recurrentDropout)
{
    /// <summary>Encodes a batch.</summary>
    /// <param name="embedded">Embedded subwords, <c>[batch, srcLen, embed]</c>.</param>
    /// <param name="source">The batch.</param>
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

        return new EncoderOutput(states.MoveToOuterDisposeScope(), source.Padding)
        {
            Final = new FinalState(hidden.MoveToOuterDisposeScope(), cell.MoveToOuterDisposeScope()),
        };
    }

    private (Tensor States, Tensor Hidden, Tensor Cell) Scan(ILstmCell lstm, Tensor inputs, Tensor[] padding, bool isReverse)
    {
        var projected = lstm.Project(inputs).unbind(1);                           // srcLen times [batch, 4*hidden]
        var hidden = zeros([inputs.shape[0], lstm.HiddenSize], inputs.dtype, inputs.device);
        var cell = zeros_like(hidden);
        var mask = VariationalMask.Sample(recurrentDropout, inputs.shape[0], lstm.HiddenSize, inputs);
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

/// <summary>An LSTM cell whose inputs are projected for a whole sequence at once.</summary>
internal interface ILstmCell
{
    /// <summary>Number of units.</summary>
    long HiddenSize { get; }

    /// <summary>Computes the inputs' contribution to the gates, <c>[..., input]</c> to <c>[..., 4*hidden]</c>.</summary>
    Tensor Project(Tensor inputs);

    /// <summary>Computes one step.</summary>
    /// <param name="projected">The result of <see cref="Project"/> for the input, <c>[batch, 4*hidden]</c>.</param>
    /// <param name="hidden">Hidden state as it enters the step, <c>[batch, hidden]</c>.</param>
    /// <param name="cell">Cell state before the step, <c>[batch, hidden]</c>.</param>
    (Tensor Hidden, Tensor Cell) Step(Tensor projected, Tensor hidden, Tensor cell);
}

/// <summary>One layer and direction of an <see cref="LSTM"/> module as a separate cell; the module still owns the weights.</summary>
internal sealed class LstmWeights : ILstmCell
{
    private readonly Tensor _inputWeight;
    private readonly Tensor _hiddenWeight;
    private readonly Tensor _inputBias;
    private readonly Tensor _hiddenBias;

    /// <param name="parameters">The module's parameters by name.</param>
    /// <param name="suffix">The layer and direction, such as <c>l0_reverse</c>.</param>
    public LstmWeights(IReadOnlyDictionary<string, Parameter> parameters, string suffix)
    {
        _inputWeight = parameters["weight_ih_" + suffix];
        _hiddenWeight = parameters["weight_hh_" + suffix];
        _inputBias = parameters["bias_ih_" + suffix];
        _hiddenBias = parameters["bias_hh_" + suffix];
    }

    public long HiddenSize => _hiddenWeight.shape[1];

    public Tensor Project(Tensor inputs) => nn.functional.linear(inputs, _inputWeight, _inputBias + _hiddenBias);

    public (Tensor Hidden, Tensor Cell) Step(Tensor projected, Tensor hidden, Tensor cell)
    {
        var (next, output) = LstmGates.Apply(projected + hidden.mm(_hiddenWeight.t()), cell);
        return (output * next.tanh(), next);
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
        ? empty([batch, hidden], like.dtype, like.device).bernoulli_(1 - probability).div_((1 - probability).ToScalar())
        : null;
}
