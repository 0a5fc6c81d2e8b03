using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Nmt.Model.Recurrent.Cells;

/// <summary>
/// One step of a simple recurrent network with layer normalization: <c>h = tanh(LN(W_ih x + W_hh h))</c> (Ba et al. 2016, eq. 4). Unlike
/// in the gated cells, the sum of both contributions is normalized.
/// </summary>
public sealed class LayerNormRnnCell : nn.Module, IRecurrentCell
{
    [ComponentName(Name = "weight_ih")]
    private readonly Parameter _inputWeight;

    [ComponentName(Name = "weight_hh")]
    private readonly Parameter _hiddenWeight;

    [ComponentName(Name = "norm")]
    private readonly LayerNorm _norm;

    /// <summary>Creates a cell with unset matrices.</summary>
    public LayerNormRnnCell(long inputSize, long hiddenSize, Device device)
        : base(nameof(LayerNormRnnCell))
    {
        HiddenSize = hiddenSize;
        _inputWeight = new Parameter(zeros([hiddenSize, inputSize], device: device));
        _hiddenWeight = new Parameter(zeros([hiddenSize, hiddenSize], device: device));
        _norm = nn.LayerNorm(hiddenSize, device: device);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public long HiddenSize { get; }

    /// <inheritdoc/>
    public bool HasCellState => false;

    /// <inheritdoc/>
    public Tensor Project(Tensor inputs) => nn.functional.linear(inputs, _inputWeight);

    /// <inheritdoc/>
    public CellState StepProjected(Tensor projected, CellState previous, Tensor? hiddenScale) =>
        new(_norm.call(projected + previous.ScaledHidden(hiddenScale).mm(_hiddenWeight.t())).tanh(), null);
}
