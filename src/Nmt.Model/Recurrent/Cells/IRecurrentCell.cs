using Nmt.Runs.Config;
using static TorchSharp.torch;

namespace Nmt.Model.Recurrent.Cells;

/// <summary>A recurrent cell: maps an input and the state before a step to the state after it.</summary>
/// <remarks>Tensors that a method returns, and those that it needs on the way, belong to the current dispose scope.</remarks>
public interface IRecurrentCell
{
    /// <summary>Number of units.</summary>
    long HiddenSize { get; }

    /// <summary>Whether the state of the cell has a second part besides the hidden state.</summary>
    bool HasCellState { get; }

    /// <summary>Computes the inputs' contribution to the gates, for one step or for a whole sequence at once.</summary>
    /// <param name="inputs">Inputs, <c>[..., input]</c>.</param>
    /// <returns>Contributions, <c>[..., gates*hidden]</c>.</returns>
    Tensor Project(Tensor inputs);

    /// <summary>Computes one step.</summary>
    /// <param name="projected">The result of <see cref="Project"/> for the input, <c>[batch, gates*hidden]</c>.</param>
    /// <param name="previous">The state before the step.</param>
    /// <param name="hiddenScale">
    /// Factors of the hidden state where it enters a product, <c>[batch, hidden]</c>; null means 1. What a gate carries over from step to
    /// step is not scaled: a factor that it met at every step would grow or vanish exponentially.
    /// </param>
    CellState StepProjected(Tensor projected, CellState previous, Tensor? hiddenScale);

    /// <summary>Computes one step from its input, <c>[batch, input]</c>.</summary>
    CellState Step(Tensor input, CellState previous, Tensor? hiddenScale) => StepProjected(Project(input), previous, hiddenScale);
}

/// <summary>The state of a cell.</summary>
/// <param name="Hidden">Hidden state, <c>[batch, hidden]</c>: the output of the cell.</param>
/// <param name="Cell">Cell state of an LSTM, <c>[batch, hidden]</c>; null for other cells.</param>
public readonly record struct CellState(Tensor Hidden, Tensor? Cell)
{
    /// <summary>The hidden state as it enters a product.</summary>
    internal Tensor ScaledHidden(Tensor? hiddenScale) => hiddenScale is null ? Hidden : Hidden * hiddenScale;
}

/// <summary>
/// What cells compute once the contributions of input and hidden state to their gates are known, in PyTorch's and cuDNN's form and order
/// of gates.
/// </summary>
internal static class CellEquations
{
    /// <summary>The number of gates whose matrices a cell stacks: i f g o of an LSTM, r z n of a GRU.</summary>
    public static int Gates(this CellKind kind) => kind switch
    {
        CellKind.Lstm => 4,
        CellKind.Gru => 3,
        CellKind.RnnTanh => 1,
        _ => throw new InvalidOperationException($"unknown cell {kind}"),
    };

    /// <summary><c>c = σ(f) c + σ(i) tanh(g)</c>; the hidden state is <c>σ(o) tanh(c)</c> (Gers et al. 2000).</summary>
    /// <param name="gates">Raw gates i f g o, <c>[batch, 4*hidden]</c>.</param>
    /// <param name="cell">Cell state before the step, <c>[batch, hidden]</c>.</param>
    /// <returns>The next cell state and the value of the output gate.</returns>
    public static (Tensor Cell, Tensor Output) Lstm(Tensor gates, Tensor cell)
    {
        long size = cell.shape[1];
        var next = (gates.narrow(1, size, size).sigmoid() * cell)
            + (gates.narrow(1, 0, size).sigmoid() * gates.narrow(1, 2 * size, size).tanh());
        return (next, gates.narrow(1, 3 * size, size).sigmoid());
    }

    /// <summary>
    /// <c>r = σ(r_x + r_h)</c>, <c>z = σ(z_x + z_h)</c>, <c>n = tanh(n_x + r n_h)</c>, <c>h = (1 - z) n + z h</c>. Cho et al. (2014, eq. 5 to
    /// 8) apply r to the hidden state before its product with the matrix of n; here, as in cuDNN, it is applied to the result.
    /// </summary>
    /// <param name="fromInput">The input's contribution to r z n, <c>[batch, 3*hidden]</c>.</param>
    /// <param name="fromHidden">The hidden state's contribution to r z n, <c>[batch, 3*hidden]</c>.</param>
    /// <param name="hidden">Hidden state before the step, <c>[batch, hidden]</c>.</param>
    public static CellState Gru(Tensor fromInput, Tensor fromHidden, Tensor hidden)
    {
        long size = hidden.shape[1];
        var gates = (fromInput.narrow(1, 0, 2 * size) + fromHidden.narrow(1, 0, 2 * size)).sigmoid();
        var candidate = (fromInput.narrow(1, 2 * size, size) + (gates.narrow(1, 0, size) * fromHidden.narrow(1, 2 * size, size))).tanh();
        return new CellState(candidate + (gates.narrow(1, size, size) * (hidden - candidate)), null);
    }
}
