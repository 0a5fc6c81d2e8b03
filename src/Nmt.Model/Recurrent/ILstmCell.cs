using static TorchSharp.torch;

namespace Nmt.Model.Recurrent;

/// <summary>An LSTM cell whose inputs are projected for a whole sequence at once.</summary>
internal interface ILstmCell
{
    /// <summary>Units.</summary>
    long HiddenSize { get; }

    /// <summary>The inputs' share of the gates, <c>[..., input]</c> to <c>[..., 4*hidden]</c>.</summary>
    Tensor Project(Tensor inputs);

    /// <summary>One step.</summary>
    /// <param name="projected">What <see cref="Project"/> made of the input, <c>[batch, 4*hidden]</c>.</param>
    /// <param name="hidden">Hidden state as it enters the step, <c>[batch, hidden]</c>.</param>
    /// <param name="cell">Cell state before the step, <c>[batch, hidden]</c>.</param>
    (Tensor Hidden, Tensor Cell) Step(Tensor projected, Tensor hidden, Tensor cell);
}
