using Nmt.Runs.Config;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Nmt.Model.Recurrent.Cells;

/// <summary>
/// One step of an LSTM with layer normalization (Ba et al. 2016, eq. 20 to 22):
/// <c>(i f g o) = LN(W_ih x) + LN(W_hh h)</c>, <c>c = σ(f) c + σ(i) tanh(g)</c>, <c>h = σ(o) tanh(LN(c))</c>. Each
/// normalization has its own gain and bias, so the gates need no further bias.
/// </summary>
public sealed class LayerNormLstmCell : nn.Module, IRecurrentCell
{
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
        int gates = CellKind.Lstm.Gates();
        _inputWeight = new Parameter(zeros([gates * hiddenSize, inputSize], device: device));
        _hiddenWeight = new Parameter(zeros([gates * hiddenSize, hiddenSize], device: device));
        _inputNorm = nn.LayerNorm(gates * hiddenSize, device: device);
        _hiddenNorm = nn.LayerNorm(gates * hiddenSize, device: device);
        _cellNorm = nn.LayerNorm(hiddenSize, device: device);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public long HiddenSize { get; }

    /// <inheritdoc/>
    public bool HasCellState => true;

    /// <summary>The normalization of the inputs' contribution to the gates; its bias is that of the gates.</summary>
    internal LayerNorm GateNorm => _inputNorm;

    /// <inheritdoc/>
    public Tensor Project(Tensor inputs) => _inputNorm.call(nn.functional.linear(inputs, _inputWeight));

    /// <inheritdoc/>
    public CellState StepProjected(Tensor projected, CellState previous, Tensor? hiddenScale)
    {
        var gates = projected + _hiddenNorm.call(previous.ScaledHidden(hiddenScale).mm(_hiddenWeight.t()));
        var (cell, output) = CellEquations.Lstm(gates, previous.Cell!);
        return new CellState(output * _cellNorm.call(cell).tanh(), cell);
    }
}
