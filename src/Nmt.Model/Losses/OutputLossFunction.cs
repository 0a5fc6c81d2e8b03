using static TorchSharp.torch;

namespace Nmt.Model.Losses;

/// <summary>
/// Output layer, softmax and cross-entropy in one pass over blocks of tokens: loss and gradients of a block are computed
/// while its logits are in the cache, and then the logits are gone. Arguments: states <c>[tokens, hidden]</c>, weight
/// <c>[vocab, hidden]</c>, bias <c>[vocab]</c>, the reference's tokens <c>[tokens]</c>, label smoothing (a double), whether
/// gradients are wanted (a bool). Result: the summed loss, a scalar.
/// </summary>
public sealed class OutputLossFunction : autograd.SingleTensorFunction<OutputLossFunction>
{
    /// <summary>Logits of a block: 8 MB of them stay near a processor, and products of some hundred rows are still efficient.</summary>
    private const long BlockLogits = 1 << 21;

    private const long FewestRows = 64;

    /// <inheritdoc/>
    public override string Name => nameof(OutputLossFunction);

    /// <inheritdoc/>
    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        using var scope = NewDisposeScope();
        var (states, weight, bias, output) = ((Tensor)vars[0], (Tensor)vars[1], (Tensor)vars[2], (Tensor)vars[3]);
        double smoothing = (double)vars[4];
        var gradients = (bool)vars[5] ? new OutputLossGradients(states, weight, bias) : null;
        var total = zeros([], states.dtype, states.device);
        long tokens = states.shape[0];
        long rows = Math.Max(FewestRows, BlockLogits / weight.shape[0]);
        for (long start = 0; start < tokens; start += rows)
        {
            using var block = NewDisposeScope();
            long count = Math.Min(rows, tokens - start);
            var state = states.narrow(0, start, count);
            var wanted = output.narrow(0, start, count).unsqueeze(1);             // [rows, 1]
            var logProbabilities = addmm(bias, state, weight.t(), 1, 1).log_softmax(-1);
            total.add_(logProbabilities.gather(1, wanted).sum(), smoothing - 1);
            if (smoothing > 0)
            {
                total.add_(logProbabilities.sum(), -smoothing / weight.shape[0]);
            }

            gradients?.Add(start, state, logProbabilities, wanted, smoothing);
        }

        if (gradients is not null)
        {
            ctx.save_for_backward([.. gradients.Tensors]);
            foreach (var saved in gradients.Tensors)
            {
                saved.MoveToOuterDisposeScope();
            }
        }

        return total.MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        using var scope = NewDisposeScope();
        var gradients = ctx.get_saved_variables().Select(saved => (saved * grad_output).MoveToOuterDisposeScope());
        return [.. gradients, null!, null!, null!];
    }
}
