using Nmt.Runs.Config;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Nmt.Model.Recurrent.Cells;

/// <summary>
/// A cell with the weights of one of the library's modules: of a single cell, or of one layer and direction of a stack. The module still
/// owns the weights, which are looked up at each use because moving the module may replace them.
/// </summary>
/// <param name="kind">The kind of cell.</param>
/// <param name="module">The module.</param>
/// <param name="suffix">The layer and direction, such as <c>_l0_reverse</c>; empty for a single cell.</param>
internal sealed class LibraryCell(CellKind kind, nn.Module module, string suffix = "") : IRecurrentCell
{
    public long HiddenSize => Weight("weight_hh").shape[1];

    public bool HasCellState => kind == CellKind.Lstm;

    public Tensor Project(Tensor inputs)
    {
        // A GRU needs the second bias separately: the reset gate multiplies it.
        var bias = kind == CellKind.Gru ? Weight("bias_ih") : Weight("bias_ih") + Weight("bias_hh");
        return nn.functional.linear(inputs, Weight("weight_ih"), bias);
    }

    public CellState StepProjected(Tensor projected, CellState previous, Tensor? hiddenScale)
    {
        var fromHidden = previous.ScaledHidden(hiddenScale).mm(Weight("weight_hh").t());
        switch (kind)
        {
            case CellKind.Lstm:
                var (cell, output) = CellEquations.Lstm(projected + fromHidden, previous.Cell!);
                return new CellState(output * cell.tanh(), cell);
            case CellKind.Gru:
                return CellEquations.Gru(projected, fromHidden + Weight("bias_hh"), previous.Hidden);
            case CellKind.RnnTanh:
                return new CellState((projected + fromHidden).tanh(), null);
            default:
                throw new InvalidOperationException($"unknown cell {kind}");
        }
    }

    /// <summary>Uses the library's own step where it computes the same.</summary>
    public CellState Step(Tensor input, CellState previous, Tensor? hiddenScale)
    {
        switch (module)
        {
            case LSTMCell lstm:
                var (hidden, cell) = lstm.call(input, (previous.ScaledHidden(hiddenScale), previous.Cell!));
                return new CellState(hidden, cell);
            case GRUCell gru when hiddenScale is null:
                return new CellState(gru.call(input, previous.Hidden), null);
            case RNNCell rnn:
                return new CellState(rnn.call(input, previous.ScaledHidden(hiddenScale)), null);
            default:
                return StepProjected(Project(input), previous, hiddenScale);
        }
    }

    private Parameter Weight(string name) => module.get_parameter(name + suffix)!;
}
