using TorchSharp;
using static TorchSharp.torch;

namespace Nmt.Model.Losses;

/// <summary>
/// Cross-entropy between attention and given word alignments, summed over the target tokens that have links (Chen et al. 2016,
/// section 3): <c>-Σ_t Σ_s A_ts log α_ts</c>, where each row of A sums to 1.
/// </summary>
public static class GuidedAlignmentLoss
{
    // Below the smallest weight that matters and above what single precision loses: log(0) must not be infinite.
    private const double Smallest = 1e-9;

    /// <summary>The summed loss, a scalar.</summary>
    /// <param name="weights">Attention weights α, <c>[batch, tgtLen, srcLen]</c>.</param>
    /// <param name="links">The A, of the same shape; rows without links are zero.</param>
    public static Tensor Sum(Tensor weights, Tensor links)
    {
        using var scope = NewDisposeScope();
        return (links * weights.add(Smallest.ToScalar()).log()).sum().neg().MoveToOuterDisposeScope();
    }
}
