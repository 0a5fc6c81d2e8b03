using System.Runtime.InteropServices;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace LibTorch.Tests.NN;

public sealed class LinearTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Linear_equals_loops(bool bias)
    {
        // Given
        using var scope = NewDisposeScope();
        using var linear = Drawn.Fill(Linear(3, 2, bias, null, ScalarType.Float64));
        var x = Drawn.Tensor(5, 4, 3);

        // When
        var y = linear.call(x);

        // Then
        for (var row = 0; row < 4; row++)
        {
            for (var unit = 0; unit < 2; unit++)
            {
                var expected = bias ? linear.bias![unit].item<double>() : 0;
                for (var k = 0; k < 3; k++)
                {
                    expected += linear.weight[unit, k].item<double>() * x[row, k].item<double>();
                }

                Assert.Equal(expected, y[row, unit].item<double>(), 1e-12);
            }
        }
    }

    [Fact]
    public void Linear_refuses_other_features_with_both_shapes()
    {
        // Given
        using var scope = NewDisposeScope();
        using var linear = Linear(3, 2);

        // When
        var error = Assert.Throws<ExternalException>(() => linear.call(zeros(4, 5)));

        // Then
        Assert.StartsWith("linear of [4, 5] and [2, 3] and [2]: mat1 and mat2 shapes cannot be multiplied", error.Message);
    }
}
