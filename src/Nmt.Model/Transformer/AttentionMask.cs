using static TorchSharp.torch;

namespace Nmt.Model.Transformer;

/// <summary>Which keys a query may not attend to. Its tensors belong to the dispose scope that it is created in.</summary>
/// <param name="hidden">True at keys that are hidden, <c>[batch or 1, 1, queries or 1, keys]</c>: the same for all heads.</param>
public sealed class AttentionMask(Tensor hidden)
{
    /// <summary>True at keys that are hidden, <c>[batch or 1, 1, queries or 1, keys]</c>.</summary>
    public Tensor Hidden { get; } = hidden;

    /// <summary>Computes the opposite, for the library's fused attention.</summary>
    public Tensor Visible() => Hidden.logical_not();

    /// <summary>Hides padding from all queries.</summary>
    /// <param name="padding">True at padding, <c>[batch, 1, keys]</c>.</param>
    public static AttentionMask OfPadding(Tensor padding) => new(padding.unsqueeze(1));

    /// <summary>
    /// Hides later positions from each query (Vaswani et al. 2017, section 3.2.3). Padding needs no mask beside it: it is at the end,
    /// later than every real position.
    /// </summary>
    /// <param name="length">Number of queries, and of keys.</param>
    /// <param name="device">Where the mask is.</param>
    public static AttentionMask OfLaterPositions(long length, Device device)
    {
        using var scope = NewDisposeScope();
        var later = ones([length, length], ScalarType.Bool, device).triu(1).unsqueeze(0).unsqueeze(0);
        return new AttentionMask(later.MoveToOuterDisposeScope());
    }
}
