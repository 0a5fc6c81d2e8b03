using TorchSharp;
using static TorchSharp.torch;

namespace Nmt.Model.Losses;

/// <summary>
/// Output layer, softmax and cross-entropy in one pass over blocks of tokens: loss and gradients of a block are computed
/// while its logits are in the cache, and then the logits are discarded. Arguments: states <c>[tokens, hidden]</c>, weight
/// <c>[vocab, hidden]</c>, bias <c>[vocab]</c>, the reference's tokens <c>[tokens]</c>, label smoothing (a double), whether
/// gradients are needed (a bool). Result: the summed loss, a scalar.
/// </summary>
public sealed class FusedOutputCrossEntropy : HandWrittenFunction<FusedOutputCrossEntropy>
{
    /// <summary>Logits per block: 8 MB of them stay in the cache, and products of a few hundred rows are still efficient.</summary>
    private const long BlockLogits = 1 << 21;

    private const long MinRows = 64;

    /// <inheritdoc/>
    protected override Tensor Compute(autograd.AutogradContext context, object[] arguments)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(arguments);
        using var scope = NewDisposeScope();
        var (states, weight, bias, output) = ((Tensor)arguments[0], (Tensor)arguments[1], (Tensor)arguments[2], (Tensor)arguments[3]);
        double smoothing = (double)arguments[4];
        var gradients = (bool)arguments[5] ? new OutputLossGradients(states, weight, bias) : null;
        var total = zeros([], states.dtype, states.device);
        long tokens = states.shape[0];
        long rows = Math.Max(MinRows, BlockLogits / weight.shape[0]);
        for (long start = 0; start < tokens; start += rows)
        {
            using var block = NewDisposeScope();
            long count = Math.Min(rows, tokens - start);
            var state = states.narrow(0, start, count);
            var target = output.narrow(0, start, count).unsqueeze(1);             // [rows, 1]
            var logProbabilities = addmm(bias, state, weight.t(), 1, 1).log_softmax(-1);
            total.add_(logProbabilities.gather(1, target).sum(), smoothing - 1);
            if (smoothing > 0)
            {
                total.add_(logProbabilities.sum(), -smoothing / weight.shape[0]);
            }

            gradients?.Add(start, state, logProbabilities, target, smoothing);
        }

        if (gradients is not null)
        {
            context.save_for_backward([.. gradients.Tensors]);
            foreach (var saved in gradients.Tensors)
            {
                saved.MoveToOuterDisposeScope();
            }
        }

        return total.MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    protected override List<Tensor> Gradients(autograd.AutogradContext context, Tensor gradient)
    {
        ArgumentNullException.ThrowIfNull(context);
        using var scope = NewDisposeScope();
        // In place: they are used only once, and the gradient of the weights is as large as the weights.
        var gradients = context.get_saved_variables().Select(saved => saved.mul_(gradient).MoveToOuterDisposeScope());
        return [.. gradients, null!, null!, null!];
    }
}

/// <summary>Gradients of the summed cross-entropy with respect to states, weight and bias, accumulated block by block.</summary>
internal sealed class OutputLossGradients
{
    private readonly Tensor _states;
    private readonly Tensor _weight;
    private readonly Tensor _bias;
    private readonly Tensor _outputWeight;

    /// <param name="states">Attentional states, <c>[tokens, hidden]</c>.</param>
    /// <param name="weight">Weights of the output layer, <c>[vocab, hidden]</c>.</param>
    /// <param name="bias">Bias of the output layer, <c>[vocab]</c>.</param>
    public OutputLossGradients(Tensor states, Tensor weight, Tensor bias)
    {
        _states = empty_like(states);
        _weight = zeros_like(weight);
        _bias = zeros_like(bias);
        _outputWeight = weight;
    }

    /// <summary>The gradients, in the order of the arguments that they belong to.</summary>
    public IEnumerable<Tensor> Tensors => [_states, _weight, _bias];

    /// <summary>Adds a block: the gradient of its logits is p - q, where q is the target distribution.</summary>
    /// <param name="start">The block's first token.</param>
    /// <param name="state">Its states, <c>[rows, hidden]</c>.</param>
    /// <param name="logProbabilities">Log-probabilities of all tokens, <c>[rows, vocab]</c>; overwritten.</param>
    /// <param name="target">The reference's tokens, <c>[rows, 1]</c>.</param>
    /// <param name="smoothing">The ε of label smoothing.</param>
    public void Add(long start, Tensor state, Tensor logProbabilities, Tensor target, double smoothing)
    {
        var gradient = logProbabilities.exp_();
        if (smoothing > 0)
        {
            gradient.add_((-smoothing / gradient.shape[1]).ToScalar());
        }

        gradient.scatter_add_(1, target, full(target.shape, smoothing - 1, gradient.dtype, gradient.device));
        _states.narrow(0, start, state.shape[0]).copy_(gradient.mm(_outputWeight));
        _weight.addmm_(gradient.t(), state);
        _bias.add_(gradient.sum(dim: 0));
    }
}
