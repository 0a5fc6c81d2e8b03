using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace LibTorch.Tests.NN;

public sealed class ClippingTests
{
    [Fact]
    public void Gradients_above_the_limit_are_scaled_together()
    {
        // Given: gradients [3, 0] and [4], whose norm is 5
        using var scope = NewDisposeScope();
        var parameters = WithGradients([3, 0], [4]);

        // When
        var norm = utils.clip_grad_norm_(parameters, max_norm: 1);

        // Then
        Assert.Equal(5, norm, 1e-12);
        Assert.Equal(0.6, parameters[0].grad![0].item<double>(), 1e-6);
        Assert.Equal(0.8, parameters[1].grad![0].item<double>(), 1e-6);
    }

    [Fact]
    public void Gradients_below_the_limit_stay_as_they_are()
    {
        using var scope = NewDisposeScope();
        var parameters = WithGradients([3, 0], [4]);

        var norm = utils.clip_grad_norm_(parameters, max_norm: 5.1);

        Assert.Equal(5, norm, 1e-12);
        Assert.Equal([3.0, 0.0], parameters[0].grad!.data<double>().ToArray());
    }

    [Fact]
    public void The_maximum_norm_is_the_largest_element()
    {
        using var scope = NewDisposeScope();

        Assert.Equal(4, utils.clip_grad_norm_(WithGradients([3, 0], [-4]), 10, double.PositiveInfinity), 1e-12);
    }

    [Fact]
    public void Parameters_without_gradient_count_nothing()
    {
        using var scope = NewDisposeScope();

        Assert.Equal(0, utils.clip_grad_norm_([new Parameter(ones(2))], 1));
    }

    [Fact]
    public void Clipping_by_value_cuts_each_element()
    {
        using var scope = NewDisposeScope();
        var parameters = WithGradients([3, -0.5], [-4]);

        utils.clip_grad_value_(parameters, 1);

        Assert.Equal([1.0, -0.5], parameters[0].grad!.data<double>().ToArray());
        Assert.Equal([-1.0], parameters[1].grad!.data<double>().ToArray());
    }

    [Fact]
    public void Parameters_travel_through_a_vector()
    {
        // Given
        using var scope = NewDisposeScope();
        using var source = Linear(3, 2);
        using var target = Linear(3, 2);

        // When
        var vector = utils.parameters_to_vector(source.parameters());
        utils.vector_to_parameters(vector, target.parameters());

        // Then
        Assert.Equal([8L], vector.shape);
        Assert.True(target.weight.allclose(source.weight, rtol: 0, atol: 0));
        Assert.True(target.bias!.allclose(source.bias!, rtol: 0, atol: 0));
        Assert.Throws<ArgumentException>(() => utils.vector_to_parameters(zeros(7), target.parameters()));
    }

    private static Parameter[] WithGradients(params double[][] gradients) =>
        [.. gradients.Select(values => new Parameter(zeros(values.Length, ScalarType.Float64)) { grad = tensor(values) })];
}
