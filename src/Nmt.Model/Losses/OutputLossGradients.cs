using TorchSharp;
using static TorchSharp.torch;

namespace Nmt.Model.Losses;

/// <summary>Gradients of the summed cross-entropy with respect to states, weight and bias, gathered block by block.</summary>
internal sealed class OutputLossGradients
{
    private readonly Tensor _states;
    private readonly Tensor _weight;
    private readonly Tensor _bias;
    private readonly Tensor _outputWeight;

    /// <param name="states">Attentional states, <c>[tokens, hidden]</c>.</param>
    /// <param name="weight">Of the output layer, <c>[vocab, hidden]</c>.</param>
    /// <param name="bias">Of the output layer, <c>[vocab]</c>.</param>
    public OutputLossGradients(Tensor states, Tensor weight, Tensor bias)
    {
        _states = empty_like(states);
        _weight = zeros_like(weight);
        _bias = zeros_like(bias);
        _outputWeight = weight;
    }

    /// <summary>The gradients, in the order of the arguments that they belong to.</summary>
    public IEnumerable<Tensor> Tensors => [_states, _weight, _bias];

    /// <summary>Adds a block: the gradient of its logits is p - q, q the wanted distribution.</summary>
    /// <param name="start">The block's first token.</param>
    /// <param name="state">Its states, <c>[rows, hidden]</c>.</param>
    /// <param name="logProbabilities">Of all tokens, <c>[rows, vocab]</c>; overwritten.</param>
    /// <param name="wanted">The reference's tokens, <c>[rows, 1]</c>.</param>
    /// <param name="smoothing">The ε of label smoothing.</param>
    public void Add(long start, Tensor state, Tensor logProbabilities, Tensor wanted, double smoothing)
    {
        var gradient = logProbabilities.exp_();
        if (smoothing > 0)
        {
            gradient.add_((-smoothing / gradient.shape[1]).ToScalar());
        }

        gradient.scatter_add_(1, wanted, full(wanted.shape, smoothing - 1, gradient.dtype, gradient.device));
        _states.narrow(0, start, state.shape[0]).copy_(gradient.mm(_outputWeight));
        _weight.addmm_(gradient.t(), state);
        _bias.add_(gradient.sum(dim: 0));
    }
}
