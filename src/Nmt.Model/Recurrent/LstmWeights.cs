using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Nmt.Model.Recurrent;

/// <summary>One layer and direction of an <see cref="LSTM"/> module as a cell of its own; the weights stay the module's.</summary>
internal sealed class LstmWeights : ILstmCell
{
    private readonly Tensor _inputWeight;
    private readonly Tensor _hiddenWeight;
    private readonly Tensor _inputBias;
    private readonly Tensor _hiddenBias;

    /// <param name="parameters">The module's parameters by name.</param>
    /// <param name="suffix">Which layer and direction, as in <c>l0_reverse</c>.</param>
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
