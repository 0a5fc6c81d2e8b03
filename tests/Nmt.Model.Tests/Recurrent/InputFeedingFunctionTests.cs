using System.Runtime.CompilerServices;
using Nmt.Model.Recurrent;
using static TorchSharp.torch;

namespace Nmt.Model.Tests.Recurrent;

public sealed class InputFeedingFunctionTests
{
    public static TheoryData<int[], int, double> Cases => new()
    {
        { [3, 5, 1], 4, 0.0 },
        { [3, 5, 1], 4, 0.4 },
        { [6], 3, 0.4 },
        { [1, 1, 1], 3, 0.4 },
        { [4, 2], 1, 0.4 },
        { [1], 1, 0.0 },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Values_equal_those_of_a_plain_loop_with_the_same_dropout_mask(int[] sourceLengths, int targetLength, double dropout)
    {
        // Given
        using var scope = NewDisposeScope();
        var arguments = new InputFeedingCase(sourceLengths, targetLength, dropout);

        // When
        var results = arguments.Apply();

        // Then
        var (states, weights) = arguments.Loop();
        TensorAssert.Close(states, results.States, 1e-12);
        TensorAssert.Close(weights, results.Weights, 1e-12);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Gradients_equal_those_that_autograd_finds_in_a_plain_loop(int[] sourceLengths, int targetLength, double dropout)
    {
        // Given
        using var scope = NewDisposeScope();
        var arguments = new InputFeedingCase(sourceLengths, targetLength, dropout);
        (arguments.Loop().States * arguments.Loss).sum().backward();
        var expected = arguments.Differentiable.ToDictionary(entry => entry.Name, entry => entry.Tensor.grad!.Doubles());
        foreach (var (_, tensor) in arguments.Differentiable)
        {
            tensor.grad!.zero_();
        }

        // When
        (arguments.Apply().States * arguments.Loss).sum().backward();

        // Then
        foreach (var (name, tensor) in arguments.Differentiable)
        {
            TensorAssert.RelativelyClose(expected[name], tensor.grad!.Doubles(), 1e-11, $"gradient of {name}, element");
        }
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.4)]
    public void Gradients_equal_central_differences(double dropout)
    {
        // Given
        using var scope = NewDisposeScope();
        var arguments = new InputFeedingCase([3, 4, 1], targetLength: 3, dropout);
        double Loss()
        {
            using var inner = NewDisposeScope();
            using var noGradient = no_grad();
            return (arguments.Apply().States * arguments.Loss).sum().item<double>();
        }

        // When
        (arguments.Apply().States * arguments.Loss).sum().backward();

        // Then: every element of every argument; the truncation error of a step of 1e-5 is about 1e-10.
        foreach (var (name, tensor) in arguments.Differentiable)
        {
            double[] numeric = FiniteDifferences.Of(tensor, Enumerable.Range(0, (int)tensor.numel()), Loss);
            TensorAssert.Close(numeric, tensor.grad!.Doubles(), 1e-8, $"gradient of {name}, element");
        }
    }

    [Fact]
    public void Weights_carry_no_gradient()
    {
        // Given
        using var scope = NewDisposeScope();
        var arguments = new InputFeedingCase([3, 4], targetLength: 2, dropout: 0);

        // When
        var (states, weights) = arguments.Apply();

        // Then
        Assert.True(states.requires_grad);
        Assert.False(weights.requires_grad);
    }

    [Fact]
    public void Source_positions_at_padding_get_no_gradient()
    {
        // Given
        using var scope = NewDisposeScope();
        var arguments = new InputFeedingCase([3, 1, 2], targetLength: 3, dropout: 0);

        // When
        (arguments.Apply().States * arguments.Loss).sum().backward();

        // Then
        foreach (var (_, tensor) in arguments.Differentiable.Where(entry => entry.Name is "keys" or "states"))
        {
            var atPadding = tensor.grad!.masked_select(arguments.Padding.unsqueeze(2));
            Assert.All(atPadding.Doubles(), value => Assert.Equal(0, value));
        }
    }
}

/// <summary>Double-precision arguments of the input-feeding function, and the same function as a loop that autograd differentiates.</summary>
internal sealed class InputFeedingCase
{
    private const int Embedding = 3;
    private const int Hidden = 4;
    private const int Encoder = 5;

    public InputFeedingCase(int[] sourceLengths, int targetLength, double dropout)
    {
        var draw = new Draw(21, ScalarType.Float64);
        long batch = sourceLengths.Length;
        long width = sourceLengths.Max();
        Differentiable =
        [
            ("x", draw.Leaf(targetLength, batch, Embedding)), ("h0", draw.Leaf(batch, Hidden)), ("c0", draw.Leaf(batch, Hidden)),
            ("keys", draw.Leaf(batch, width, Hidden)), ("states", draw.Leaf(batch, width, Encoder)),
            ("W_ih", draw.Leaf(4 * Hidden, Embedding + Hidden)), ("W_hh", draw.Leaf(4 * Hidden, Hidden)), ("b", draw.Leaf(4 * Hidden)),
            ("W_c", draw.Leaf(Hidden, Encoder + Hidden)),
        ];
        Padding = Draw.Padding(sourceLengths, (int)width).squeeze(1);
        Mask = draw.Mask(dropout, targetLength, batch, Hidden);
        HiddenMask = draw.Mask(dropout, batch, Hidden);
        Loss = draw.Values(targetLength, batch, Hidden);
    }

    public IReadOnlyList<(string Name, Tensor Tensor)> Differentiable { get; }

    public Tensor Padding { get; }

    public Tensor Mask { get; }

    /// <summary>Factors of hidden states as they enter a step.</summary>
    public Tensor HiddenMask { get; }

    /// <summary>Coefficients of the loss, a weighted sum of the attentional states.</summary>
    public Tensor Loss { get; }

    /// <summary>The function's results, with the same shapes as those of <see cref="Loop"/>.</summary>
    public (Tensor States, Tensor Weights) Apply()
    {
        var weights = new StrongBox<Tensor>();
        var states = InputFeedingFunction.apply(
        [
            .. Differentiable.Take(5).Select(entry => entry.Tensor), Padding, .. Differentiable.Skip(5).Select(entry => entry.Tensor), Mask,
            HiddenMask, weights,
        ]);
        return (states, weights.Value!);
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
