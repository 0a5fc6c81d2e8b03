using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Nmt.Model.Recurrent;

/// <summary>
/// One step of an LSTM with layer normalization (Ba et al. 2016, eq. 20 to 22):
/// <c>(i f g o) = LN(W_ih x) + LN(W_hh h)</c>, <c>c = σ(f) c + σ(i) tanh(g)</c>, <c>h = σ(o) tanh(LN(c))</c>. Each
/// normalization has its own gain and bias, so the gates need no further bias.
/// </summary>
public sealed class LayerNormLstmCell : nn.Module<Tensor, (Tensor, Tensor)?, (Tensor, Tensor)>, ILstmCell
{
    private const int Gates = 4;

    [ComponentName(Name = "weight_ih")]
    private readonly Parameter _inputWeight;

    [ComponentName(Name = "weight_hh")]
    private readonly Parameter _hiddenWeight;

    [ComponentName(Name = "input_norm")]
    private readonly LayerNorm _inputNorm;

    [ComponentName(Name = "hidden_norm")]
    private readonly LayerNorm _hiddenNorm;

    [ComponentName(Name = "cell_norm")]
    private readonly LayerNorm _cellNorm;

    /// <summary>Creates a cell with unset matrices.</summary>
    public LayerNormLstmCell(long inputSize, long hiddenSize, Device device)
        : base(nameof(LayerNormLstmCell))
    {
        HiddenSize = hiddenSize;
        _inputWeight = new Parameter(zeros([Gates * hiddenSize, inputSize], device: device));
        _hiddenWeight = new Parameter(zeros([Gates * hiddenSize, hiddenSize], device: device));
        _inputNorm = nn.LayerNorm(Gates * hiddenSize, device: device);
        _hiddenNorm = nn.LayerNorm(Gates * hiddenSize, device: device);
        _cellNorm = nn.LayerNorm(hiddenSize, device: device);
        RegisterComponents();
    }

    /// <summary>Number of units.</summary>
    public long HiddenSize { get; }

    /// <summary>The normalization of the inputs' contribution to the gates; its bias is that of the gates.</summary>
    internal LayerNorm GateNorm => _inputNorm;

    /// <inheritdoc/>
    public override (Tensor, Tensor) forward(Tensor input, (Tensor, Tensor)? state)
    {
        using var scope = NewDisposeScope();
        var (hidden, cell) = state ?? throw new ArgumentNullException(nameof(state));
        var (nextHidden, nextCell) = Step(Project(input), hidden, cell);
        return (nextHidden.MoveToOuterDisposeScope(), nextCell.MoveToOuterDisposeScope());
    }

    Tensor ILstmCell.Project(Tensor inputs) => Project(inputs);

    (Tensor Hidden, Tensor Cell) ILstmCell.Step(Tensor projected, Tensor hidden, Tensor cell) => Step(projected, hidden, cell);

    private Tensor Project(Tensor inputs) => _inputNorm.call(nn.functional.linear(inputs, _inputWeight));

    private (Tensor Hidden, Tensor Cell) Step(Tensor projected, Tensor hidden, Tensor cell)
    {
        var gates = projected + _hiddenNorm.call(hidden.mm(_hiddenWeight.t()));
        var (next, output) = LstmGates.Apply(gates, cell);
        return (output * _cellNorm.call(next).tanh(), next);
    }
}

/// <summary>The part of an LSTM step after its gates are known: <c>c = σ(f) c + σ(i) tanh(g)</c>, <c>h = σ(o) tanh(c)</c>.</summary>
internal static class LstmGates
{
    /// <summary>Computes the next cell state and the value of the output gate.</summary>
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
