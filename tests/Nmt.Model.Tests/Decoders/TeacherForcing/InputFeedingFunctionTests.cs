using static TorchSharp.torch;

namespace Nmt.Model.Tests.Decoders.TeacherForcing;

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
        var arguments = new InputFeedingArguments(sourceLengths, targetLength, dropout);

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
        var arguments = new InputFeedingArguments(sourceLengths, targetLength, dropout);
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
        var arguments = new InputFeedingArguments([3, 4, 1], targetLength: 3, dropout);
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
        var arguments = new InputFeedingArguments([3, 4], targetLength: 2, dropout: 0);

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
        var arguments = new InputFeedingArguments([3, 1, 2], targetLength: 3, dropout: 0);

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
