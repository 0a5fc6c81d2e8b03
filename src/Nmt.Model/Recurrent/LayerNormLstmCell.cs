using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Nmt.Model.Recurrent;

/// <summary>
/// One step of an LSTM with layer normalization (Ba et al. 2016, eq. 20 to 22):
/// <c>(i f g o) = LN(W_ih x) + LN(W_hh h)</c>, <c>c = σ(f) c + σ(i) tanh(g)</c>, <c>h = σ(o) tanh(LN(c))</c>. Each
/// normalization has a gain and a bias of its own, so the gates need no further bias.
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

    /// <summary>Makes a cell with unset matrices (see <see cref="WeightInitializer"/>).</summary>
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

    /// <summary>Units.</summary>
    public long HiddenSize { get; }

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
