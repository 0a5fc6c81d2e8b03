using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Nmt.Model.Attention.Windows;

/// <summary>
/// Local attention with predicted alignment ("local-p", Luong et al. 2015, section 3.2): the decoder predicts the centre
/// <c>p = S·sigmoid(v·tanh(W s))</c> of the window from p - D to p + D, S being the length of the source sentence (eq. 9), and the
/// weights are multiplied by <c>exp(-(i - p)² / (2σ²))</c> with σ = D/2 (eq. 10): they sum to at most 1.
/// </summary>
public sealed class PredictedWindow : nn.Module<Tensor, Tensor, Tensor>, IAttentionWindow
{
    [ComponentName(Name = "hidden")]
    private readonly Linear _hidden;

    [ComponentName(Name = "centre")]
    private readonly Linear _centre;

    private readonly int _halfWidth;

    /// <summary>Creates the window.</summary>
    /// <param name="decoderSize">Width of decoder states.</param>
    /// <param name="halfWidth">The D, at least 1.</param>
    /// <param name="device">Where the weights are.</param>
    public PredictedWindow(long decoderSize, int halfWidth, Device device)
        : base(nameof(PredictedWindow))
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(halfWidth, 1);
        _halfWidth = halfWidth;
        _hidden = nn.Linear(decoderSize, decoderSize, hasBias: false, device: device);
        _centre = nn.Linear(decoderSize, 1, hasBias: false, device: device);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public bool IsGlobal => false;

    /// <summary>Predicts the centre of each window.</summary>
    /// <param name="query">Decoder states, <c>[batch, queries, hidden]</c>.</param>
    /// <param name="lengths">The length of each source sentence, <c>[batch, 1, 1]</c>.</param>
    /// <returns>Between 0 and the length, <c>[batch, queries, 1]</c>.</returns>
    public override Tensor forward(Tensor query, Tensor lengths)
    {
        using var scope = NewDisposeScope();
        return (_centre.call(_hidden.call(query).tanh()).sigmoid() * lengths).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public WindowedPositions Compute(Tensor query, Tensor padding, int position)
    {
        using var scope = NewDisposeScope();
        var centre = call(query, SourceLengths.Of(padding).to(query.dtype));
        var distance = SourceLengths.Positions(padding).to(query.dtype) - centre;                   // [batch, queries, srcLen]
        double deviation = _halfWidth / 2.0;
        var factor = (distance.square() / (-2 * deviation * deviation)).exp();
        return new WindowedPositions(
            distance.detach().abs().gt(_halfWidth).logical_or_(padding).MoveToOuterDisposeScope(), factor.MoveToOuterDisposeScope());
    }
}
