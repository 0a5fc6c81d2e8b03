using Nmt.Model.Decoders.TeacherForcing;
using static TorchSharp.torch;

namespace Nmt.Model.Tests.Decoders.TeacherForcing;

/// <summary>Double-precision arguments of the input-feeding function, and the same function as a loop that autograd differentiates.</summary>
internal sealed class InputFeedingArguments
{
    private const int Embedding = 3;
    private const int Hidden = 4;
    private const int Memory = 5;

    public InputFeedingArguments(int[] sourceLengths, int targetLength, double dropout)
    {
        var draw = new Draw(21, ScalarType.Float64);
        long batch = sourceLengths.Length;
        long width = sourceLengths.Max();
        Differentiable =
        [
            ("x", draw.Leaf(targetLength, batch, Embedding)), ("h0", draw.Leaf(batch, Hidden)), ("c0", draw.Leaf(batch, Hidden)),
            ("keys", draw.Leaf(batch, width, Hidden)), ("states", draw.Leaf(batch, width, Memory)),
            ("W_ih", draw.Leaf(4 * Hidden, Embedding + Hidden)), ("W_hh", draw.Leaf(4 * Hidden, Hidden)), ("b", draw.Leaf(4 * Hidden)),
            ("W_c", draw.Leaf(Hidden, Memory + Hidden)),
        ];
        Padding = Draw.Padding(sourceLengths, (int)width).squeeze(1);
        Mask = draw.Mask(dropout, targetLength, batch, Hidden);
        HiddenMask = draw.Mask(dropout, batch, Hidden);
        Loss = draw.Values(targetLength, batch, Hidden);
    }

    public IReadOnlyList<(string Name, Tensor Tensor)> Differentiable { get; }

    public Tensor Padding { get; }

    public Tensor Mask { get; }

    /// <summary>What hidden states are multiplied with where they enter a step.</summary>
    public Tensor HiddenMask { get; }

    /// <summary>Slopes of the loss that gradients are taken of.</summary>
    public Tensor Loss { get; }

    /// <summary>The function's results, shaped as <see cref="Loop"/>'s.</summary>
    public (Tensor States, Tensor Weights) Apply()
    {
        var weights = new AttentionWeightsHolder();
        var states = InputFeedingFunction.apply(
        [
            .. Differentiable.Take(5).Select(entry => entry.Tensor), Padding, .. Differentiable.Skip(5).Select(entry => entry.Tensor), Mask,
            HiddenMask, weights,
        ]);
        return (states, weights.Weights);
    }

    /// <summary>Attentional states after dropout and weights, each <c>[tgtLen, batch, ...]</c>.</summary>
    public (Tensor States, Tensor Weights) Loop()
    {
        var arguments = Differentiable.ToDictionary(entry => entry.Name, entry => entry.Tensor);
        var (hidden, cell) = (arguments["h0"], arguments["c0"]);
        var fed = zeros_like(hidden);
        var states = new List<Tensor>();
        var weights = new List<Tensor>();
        for (long t = 0; t < Mask.shape[0]; t++)
        {
            var input = cat([arguments["x"].select(0, t), fed], 1);
            var gates = (input.matmul(arguments["W_ih"].t()) + (hidden * HiddenMask).matmul(arguments["W_hh"].t()) + arguments["b"]).chunk(4, 1);
            cell = (gates[1].sigmoid() * cell) + (gates[0].sigmoid() * gates[2].tanh());
            hidden = gates[3].sigmoid() * cell.tanh();
            var scores = (arguments["keys"] * hidden.unsqueeze(1)).sum(2);
            var weight = scores.masked_fill(Padding, double.NegativeInfinity).softmax(1);
            var context = (arguments["states"] * weight.unsqueeze(2)).sum(1);
            fed = cat([context, hidden], 1).matmul(arguments["W_c"].t()).tanh() * Mask.select(0, t);
            states.Add(fed);
            weights.Add(weight);
        }

        return (stack(states), stack(weights));
    }
}
