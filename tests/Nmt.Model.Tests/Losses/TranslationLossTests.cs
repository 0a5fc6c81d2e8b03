using Nmt.Model.Losses;
using static TorchSharp.torch;

namespace Nmt.Model.Tests.Losses;

public sealed class TranslationLossTests
{
    [Theory]
    [InlineData(0.0)]
    [InlineData(0.1)]
    [InlineData(0.5)]
    public void Sum_equals_the_cross_entropy_with_the_smoothed_distribution(double smoothing)
    {
        // Given
        using var scope = NewDisposeScope();
        const int vocabulary = 7;
        var logits = new Draw(9, ScalarType.Float64).Values(5, vocabulary) * 4;
        long[] output = [3, 0, 6, 6, 2];

        // When
        var loss = new TranslationLoss(smoothing).Sum(logits, tensor(output));

        // Then: -Σ_v q(v) log p(v), q(v) = (1 - ε)[v = reference] + ε/V.
        double expected = 0;
        double[][] rows = logits.Rows();
        for (int row = 0; row < output.Length; row++)
        {
            double normalizer = Math.Log(rows[row].Sum(Math.Exp));
            for (int v = 0; v < vocabulary; v++)
            {
                double wanted = (v == output[row] ? 1 - smoothing : 0) + (smoothing / vocabulary);
                expected -= wanted * (rows[row][v] - normalizer);
            }
        }

        Assert.Empty(loss.shape);
        Assert.Equal(expected, loss.item<double>(), 10);
    }

    [Fact]
    public void Loss_without_smoothing_is_zero_where_the_model_is_certain_and_right()
    {
        // Given
        using var scope = NewDisposeScope();
        var logits = tensor([0.0, 1000.0, 0.0], [1, 3]);

        // When
        var loss = new TranslationLoss(0).Sum(logits, tensor([1L]));

        // Then
        Assert.Equal(0, loss.item<double>());
    }
}
