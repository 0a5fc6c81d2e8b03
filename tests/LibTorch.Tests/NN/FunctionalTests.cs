using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace LibTorch.Tests.NN;

public sealed class FunctionalTests
{
    [Fact]
    public void One_hot_marks_each_number()
    {
        using var scope = NewDisposeScope();

        var marks = F.one_hot(tensor([2L, 0L]), 4);

        Assert.Equal([0L, 0, 1, 0, 1, 0, 0, 0], marks.data<long>().ToArray());
    }

    [Fact]
    public void Padding_begins_with_the_last_dimension()
    {
        // Given
        using var scope = NewDisposeScope();
        var input = ones(1, 2);

        // When
        var padded = F.pad(input, (1, 0, 0, 1), value: 7);

        // Then
        Assert.Equal([2L, 3L], padded.shape);
        Assert.Equal([7f, 1, 1, 7, 7, 7], padded.data<float>().ToArray());
        Assert.Equal([1L, 6L], F.pad(input, 2).shape);
        Assert.Equal([1L, 1L], F.pad(input, [0, -1]).shape);
    }

    [Fact]
    public void Padding_can_repeat_the_border_or_mirror_the_tensor()
    {
        using var scope = NewDisposeScope();
        var input = tensor([1f, 2f, 3f], [1, 1, 3]);

        Assert.Equal([1f, 1, 2, 3, 3], F.pad(input, (1, 1), PaddingModes.Replicate).data<float>().ToArray());
        Assert.Equal([2f, 1, 2, 3, 2], F.pad(input, (1, 1), PaddingModes.Reflect).data<float>().ToArray());
        Assert.Equal([3f, 1, 2, 3, 1], F.pad(input, (1, 1), PaddingModes.Circular).data<float>().ToArray());
    }

    [Fact]
    public void Silu_and_gelu_equal_their_formulas()
    {
        // Given: gelu(1) = Φ(1) = 0.841344746068543 (the normal distribution's table)
        using var scope = NewDisposeScope();
        var one = tensor([1.0]);

        Assert.Equal(1 / (1 + Math.Exp(-1)), F.silu(one).item<double>(), 1e-12);
        Assert.Equal(0.841344746068543, F.gelu(one).item<double>(), 1e-12);
    }

    [Fact]
    public void In_place_functions_return_their_input()
    {
        using var scope = NewDisposeScope();
        var x = tensor([-1.0, 2.0]);

        Assert.Same(x, F.relu(x, inplace: true));
        Assert.Equal([0.0, 2.0], x.data<double>().ToArray());
        Assert.Same(x, F.silu(x, inplace: true));
        Assert.Same(x, F.tanh(x, inplace: true));
        Assert.Same(x, F.sigmoid(x, inplace: true));
    }

    [Fact]
    public void Normalized_vectors_have_norm_one()
    {
        using var scope = NewDisposeScope();

        var unit = F.normalize(tensor([3.0, 4.0, 0.0, 0.0], [2, 2]));

        Assert.Equal([0.6, 0.8, 0, 0], unit.data<double>().ToArray());
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void Scaled_dot_product_attention_equals_loops(bool masks, bool isCausal)
    {
        // Given
        using var scope = NewDisposeScope();
        var (query, key, value) = (Drawn.Tensor(1, 3, 2), Drawn.Tensor(2, 3, 2), Drawn.Tensor(3, 3, 4));
        var mask = masks ? tensor([true, false, true]).expand(3, 3) : null;

        // When
        var context = F.scaled_dot_product_attention(query, key, value, mask, is_casual: isCausal);

        // Then
        for (var q = 0; q < 3; q++)
        {
            var weights = new double[3];
            for (var k = 0; k < 3; k++)
            {
                var isSeen = (!masks || k != 1) && (!isCausal || k <= q);
                weights[k] = isSeen ? Math.Exp((query[q] * key[k]).sum().item<double>() / Math.Sqrt(2)) : 0;
            }

            for (var d = 0; d < 4; d++)
            {
                var expected = Enumerable.Range(0, 3).Sum(k => weights[k] / weights.Sum() * value[k, d].item<double>());
                Assert.Equal(expected, context[q, d].item<double>(), 1e-12);
            }
        }
    }
}
