using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace LibTorch.Tests.NN;

public sealed class LayerNormTests
{
    [Fact]
    public void Layer_norm_equals_loops()
    {
        // Given
        using var scope = NewDisposeScope();
        using var norm = Drawn.Fill(LayerNorm(4, eps: 1e-3, dtype: ScalarType.Float64));
        var x = Drawn.Tensor(3, 3, 4);

        // When
        var y = norm.call(x);

        // Then
        for (var row = 0; row < 3; row++)
        {
            var values = Drawn.Values(x[row]);
            var mean = values.Average();
            var variance = values.Select(value => (value - mean) * (value - mean)).Average();
            for (var k = 0; k < 4; k++)
            {
                var expected = ((values[k] - mean) / Math.Sqrt(variance + 1e-3) * norm.weight![k].item<double>())
                    + norm.bias![k].item<double>();
                Assert.Equal(expected, y[row, k].item<double>(), 1e-12);
            }
        }
    }

    [Fact]
    public void Layer_norm_gradients_equal_finite_differences()
    {
        // Given
        using var scope = NewDisposeScope();
        using var norm = Drawn.Fill(LayerNorm(4, dtype: ScalarType.Float64));
        var x = Drawn.Tensor(3, 3, 4).requires_grad_();
        var weight = Drawn.Tensor(4, 3, 4);

        // When, then
        NumericGradient.AssertEqual(() => (norm.call(x) * weight).sum(), [x, .. norm.parameters()]);
    }

    [Fact]
    public void Layer_norm_without_affine_part_has_no_parameters()
    {
        using var plain = LayerNorm(4, elementwise_affine: false);
        using var withoutBias = LayerNorm([2, 4], bias: false);

        Assert.Empty(plain.parameters());
        Assert.Equal(["weight"], withoutBias.state_dict().Keys);
    }
}
