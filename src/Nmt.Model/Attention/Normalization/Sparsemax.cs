using static TorchSharp.torch;

namespace Nmt.Model.Attention.Normalization;

/// <summary>
/// The Euclidean projection of scores onto the probability simplex (Martins and Astudillo 2016): weights of which many are exactly
/// zero. Works on the last dimension; scores of minus infinity get weight 0. Argument: the scores.
/// </summary>
public sealed class Sparsemax : HandWrittenFunction<Sparsemax>
{
    /// <inheritdoc/>
    protected override Tensor Compute(autograd.AutogradContext context, object[] arguments)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(arguments);
        using var scope = NewDisposeScope();
        var scores = SparseScores.Shift((Tensor)arguments[0]);
        // Algorithm 1: the support is the largest k for which 1 + k z_(k) exceeds the sum of the k largest.
        var (sorted, _) = scores.sort(-1, descending: true);
        var sums = sorted.cumsum(-1, sorted.dtype);
        var ranks = SparseScores.Ranks(sorted);
        var support = ((sorted * ranks) + 1 > sums).sum(-1, keepdim: true);
        var threshold = (sums.gather(-1, support - 1) - 1) / support.to(sorted.dtype);
        var weights = (scores - threshold).clamp_min(0);
        context.save_for_backward([weights.gt(0).MoveToOuterDisposeScope()]);
        return weights.MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    protected override List<Tensor> Gradients(autograd.AutogradContext context, Tensor gradient)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(gradient);
        using var scope = NewDisposeScope();
        // Eq. 14: inside the support, the gradient without its mean over the support.
        var support = context.get_saved_variables()[0].to(gradient.dtype);
        var inside = gradient * support;
        var mean = inside.sum(-1, keepdim: true) / support.sum(-1, keepdim: true);
        return [(inside - (support * mean)).MoveToOuterDisposeScope()];
    }
}

/// <summary>What sparse normalizations have in common.</summary>
internal static class SparseScores
{
    /// <summary>Far below every score of a model, but its square is still a number in single precision.</summary>
    private const double Lowest = -1e6;

    /// <summary>Subtracts the largest score of each row, and replaces minus infinity by a number so small that its weight is 0.</summary>
    public static Tensor Shift(Tensor scores)
    {
        using var scope = NewDisposeScope();
        return (scores - scores.amax([-1], keepdim: true)).clamp_min(Lowest).MoveToOuterDisposeScope();
    }

    /// <summary>The numbers 1, 2, 3 ..., as many as the rows are long.</summary>
    public static Tensor Ranks(Tensor sorted) => arange(1, sorted.shape[^1] + 1, sorted.dtype, sorted.device);
}
