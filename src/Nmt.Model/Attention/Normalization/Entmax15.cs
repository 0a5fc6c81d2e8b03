using static TorchSharp.torch;

namespace Nmt.Model.Attention.Normalization;

/// <summary>
/// The α-entmax with α = 1.5 (Peters et al. 2019): between softmax and sparsemax, with exact zeros and smooth where it is not zero.
/// Works on the last dimension; scores of minus infinity get weight 0. Argument: the scores.
/// </summary>
public sealed class Entmax15 : HandWrittenFunction<Entmax15>
{
    /// <inheritdoc/>
    protected override Tensor Compute(autograd.AutogradContext context, object[] arguments)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(arguments);
        using var scope = NewDisposeScope();
        // Algorithm 2: weights are max(z/2 - τ, 0)², and τ follows from mean and variance of the support.
        var scores = SparseScores.Shift((Tensor)arguments[0]) / 2;
        var (sorted, _) = scores.sort(-1, descending: true);
        var ranks = SparseScores.Ranks(sorted);
        var mean = sorted.cumsum(-1, sorted.dtype) / ranks;
        var meanSquare = sorted.square().cumsum(-1, sorted.dtype) / ranks;
        var spread = (meanSquare - mean.square()) * ranks;
        var thresholds = mean - ((1 - spread) / ranks).clamp_min(0).sqrt();
        var support = (thresholds <= sorted).sum(-1, keepdim: true);
        var root = (scores - thresholds.gather(-1, support - 1)).clamp_min(0);
        context.save_for_backward([root.MoveToOuterDisposeScope()]);
        return root.square().MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    protected override List<Tensor> Gradients(autograd.AutogradContext context, Tensor gradient)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(gradient);
        using var scope = NewDisposeScope();
        // Proposition 2: with s = √p, the Jacobian is diag(s) - s sᵀ / Σ s.
        var root = context.get_saved_variables()[0];
        var scaled = gradient * root;
        var mean = scaled.sum(-1, keepdim: true) / root.sum(-1, keepdim: true);
        return [(scaled - (root * mean)).MoveToOuterDisposeScope()];
    }
}
