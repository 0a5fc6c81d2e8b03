using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace LibTorch.Tests.NN;

public sealed class DropoutTests
{
    [Fact]
    public void Dropout_zeroes_its_share_and_scales_the_rest()
    {
        // Given
        using var scope = NewDisposeScope();
        using var dropout = Dropout(0.25);
        const int Count = 200_000;
        var x = ones(Count);

        // When
        var values = dropout.call(x).data<float>().ToArray();

        // Then: five standard deviations of a binomial share, sqrt(0.25 * 0.75 / n)
        var zeroShare = values.Count(value => value == 0) / (double)Count;
        Assert.Equal(0.25, zeroShare, 5 * Math.Sqrt(0.25 * 0.75 / Count));
        Assert.All(values.Where(value => value != 0).Take(100), value => Assert.Equal(1 / 0.75f, value, 1e-6f));
    }

    [Fact]
    public void Dropout_changes_nothing_in_evaluation()
    {
        // Given
        using var scope = NewDisposeScope();
        using var dropout = Dropout(0.9);
        dropout.eval();
        var x = Drawn.Tensor(1, 100);

        // When
        var y = dropout.call(x);

        // Then
        Assert.True(y.allclose(x, rtol: 0, atol: 0));
    }

    [Fact]
    public void Dropout_in_place_changes_and_returns_its_input()
    {
        // Given
        using var scope = NewDisposeScope();
        using var dropout = Dropout(1, inplace: true);
        var x = ones(10);

        // When
        var y = dropout.call(x);

        // Then
        Assert.Same(x, y);
        Assert.Equal(0f, x.sum().item<float>());
    }
}
