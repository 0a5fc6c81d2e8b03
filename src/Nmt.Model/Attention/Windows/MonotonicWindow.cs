using static TorchSharp.torch;

namespace Nmt.Model.Attention.Windows;

/// <summary>
/// Local attention with monotonic alignment ("local-m", Luong et al. 2015, section 3.2): at target position t, the source positions
/// from t - D to t + D. Beyond the end of a source sentence the window stays around its last position, which the paper leaves open.
/// </summary>
/// <param name="halfWidth">The D.</param>
public sealed class MonotonicWindow(int halfWidth) : IAttentionWindow
{
    /// <inheritdoc/>
    public bool IsGlobal => false;

    /// <inheritdoc/>
    public WindowedPositions Compute(Tensor query, Tensor padding, int position)
    {
        using var scope = NewDisposeScope();
        var last = SourceLengths.Of(padding) - 1;                                     // [batch, 1, 1]
        var distance = SourceLengths.Positions(padding) - last.clamp_max(position);   // [batch, 1, srcLen]
        return new WindowedPositions((distance.abs() > halfWidth).logical_or_(padding).MoveToOuterDisposeScope(), null);
    }
}

/// <summary>Positions and numbers of the real source subwords of a batch.</summary>
internal static class SourceLengths
{
    /// <summary>The length of each sentence, <c>[batch, 1, 1]</c>.</summary>
    /// <param name="padding">True at padding, <c>[batch, 1, srcLen]</c>.</param>
    public static Tensor Of(Tensor padding)
    {
        using var real = padding.logical_not();
        using var count = real.sum(2, keepdim: true);
        return count.to(ScalarType.Float32);
    }

    /// <summary>The positions 0, 1, 2 ..., <c>[srcLen]</c>.</summary>
    /// <param name="padding">True at padding, <c>[batch, 1, srcLen]</c>.</param>
    public static Tensor Positions(Tensor padding) => arange(padding.shape[2], ScalarType.Float32, padding.device);
}
