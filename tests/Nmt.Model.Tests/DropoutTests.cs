using static TorchSharp.torch;

namespace Nmt.Model.Tests;

public sealed class DropoutTests
{
    [Theory]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.Float64)]
    public void Training_drops_a_share_and_scales_the_rest(ScalarType type)
    {
        // Given
        using var scope = NewDisposeScope();
        using var dropout = new Dropout(0.3);
        var input = new Draw(1, type).Values(200, 50);

        // When
        double[] factors = (dropout.call(input) / input).Doubles();

        // Then
        Assert.All(factors, factor => Assert.True(factor == 0 || Math.Abs(factor - (1 / 0.7)) < 1e-6, $"{factor}"));
        Assert.InRange(factors.Count(factor => factor == 0) / (double)factors.Length, 0.28, 0.32);
    }

    [Fact]
    public void Gradients_pass_where_values_pass()
    {
        using var scope = NewDisposeScope();
        using var dropout = new Dropout(0.5);
        var input = new Draw(1).Leaf(30, 20);
        var output = dropout.call(input);
        output.sum().backward();
        TensorAssert.Close(output / input, input.grad, 1e-5);
    }

    [Fact]
    public void A_seed_determines_what_is_dropped_and_each_call_drops_anew()
    {
        using var scope = NewDisposeScope();
        using var dropout = new Dropout(0.5);
        var input = ones(1000);
        var (first, second) = Twice(1);
        var (again, _) = Twice(1);
        var (other, _) = Twice(2);
        Assert.Equal(first, again);
        Assert.NotEqual(first, second);
        Assert.NotEqual(first, other);

        (double[] First, double[] Second) Twice(long seed)
        {
            manual_seed(seed);
            return (dropout.call(input).Doubles(), dropout.call(input).Doubles());
        }
    }

    [Theory]
    [InlineData(0.5, false)]
    [InlineData(0, true)]
    public void Without_training_or_probability_nothing_changes(double probability, bool isTraining)
    {
        using var scope = NewDisposeScope();
        using var dropout = new Dropout(probability);
        dropout.train(isTraining);
        var input = new Draw(3).Values(4, 5);
        TensorAssert.Close(input, dropout.call(input), 0);
        TensorAssert.Close(ones(2, 3), dropout.SampleFactors([2, 3], input), 0);
        Assert.False(dropout.IsActive);
    }

    [Fact]
    public void Views_that_are_not_contiguous_are_dropped_too()
    {
        using var scope = NewDisposeScope();
        using var dropout = new Dropout(0.4);
        var input = new Draw(5).Values(30, 40).transpose(0, 1);
        double[] factors = (dropout.call(input) / input).Doubles();
        Assert.Contains(0, factors);
        Assert.All(factors, factor => Assert.True(factor == 0 || Math.Abs(factor - (1 / 0.6)) < 1e-5));
    }

    [Fact]
    public void No_tensor_is_left_behind()
    {
        using var dropout = new Dropout(0.4);
        using var input = ones(100);
        LiveTensors.AssertSteady(5, () => dropout.call(input).Dispose());
    }
}
