using Nmt.Runs.Config;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Nmt.Model.Recurrent.Cells;

/// <summary>
/// One step of a GRU with layer normalization (Ba et al. 2016, eq. 23 to 25, where 1 - σ(z) stands for our σ(z)):
/// <c>(r z) = LN(W_ih x) + LN(W_hh h)</c>, <c>n = tanh(LN(W_in x) + σ(r) LN(W_hn h))</c>, <c>h = (1 - σ(z)) n + σ(z) h</c>. The gates r
/// and z are normalized together, the candidate n separately; each normalization has its own gain and bias.
/// </summary>
public sealed class LayerNormGruCell : nn.Module, IRecurrentCell
{
    [ComponentName(Name = "weight_ih")]
    private readonly Parameter _inputWeight;

    [ComponentName(Name = "weight_hh")]
    private readonly Parameter _hiddenWeight;

    [ComponentName(Name = "input_norm")]
    private readonly LayerNorm _inputNorm;

    [ComponentName(Name = "hidden_norm")]
    private readonly LayerNorm _hiddenNorm;

    [ComponentName(Name = "candidate_input_norm")]
    private readonly LayerNorm _candidateInputNorm;

    [ComponentName(Name = "candidate_hidden_norm")]
    private readonly LayerNorm _candidateHiddenNorm;

    /// <summary>Creates a cell with unset matrices, stacked in the order r z n.</summary>
    public LayerNormGruCell(long inputSize, long hiddenSize, Device device)
        : base(nameof(LayerNormGruCell))
    {
        HiddenSize = hiddenSize;
        int gates = CellKind.Gru.Gates();
        _inputWeight = new Parameter(zeros([gates * hiddenSize, inputSize], device: device));
        _hiddenWeight = new Parameter(zeros([gates * hiddenSize, hiddenSize], device: device));
        _inputNorm = nn.LayerNorm(2 * hiddenSize, device: device);
        _hiddenNorm = nn.LayerNorm(2 * hiddenSize, device: device);
        _candidateInputNorm = nn.LayerNorm(hiddenSize, device: device);
        _candidateHiddenNorm = nn.LayerNorm(hiddenSize, device: device);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public long HiddenSize { get; }

    /// <inheritdoc/>
    public bool HasCellState => false;

    /// <inheritdoc/>
    public Tensor Project(Tensor inputs) =>
        Normalize(nn.functional.linear(inputs, _inputWeight), _inputNorm, _candidateInputNorm);

    /// <inheritdoc/>
    public CellState StepProjected(Tensor projected, CellState previous, Tensor? hiddenScale)
    {
        var fromHidden = previous.ScaledHidden(hiddenScale).mm(_hiddenWeight.t());
        return CellEquations.Gru(projected, Normalize(fromHidden, _hiddenNorm, _candidateHiddenNorm), previous.Hidden);
    }

    /// <summary>Normalizes contributions to r and z together and those to n separately, <c>[..., 3*hidden]</c>.</summary>
    private Tensor Normalize(Tensor contributions, LayerNorm gates, LayerNorm candidate) => cat(
        [gates.call(contributions.narrow(-1, 0, 2 * HiddenSize)), candidate.call(contributions.narrow(-1, 2 * HiddenSize, HiddenSize))], -1);
}
