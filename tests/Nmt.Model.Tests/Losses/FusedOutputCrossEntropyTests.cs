using Nmt.Model.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace Nmt.Model.Tests.Losses;

public sealed class FusedOutputCrossEntropyTests
{
    private const int HiddenSize = 5;

    // With 40,000 logits per token, blocks have the minimum of 64 rows: 150 tokens are two whole blocks and a part.
    private const int Vocabulary = 40_000;

    [Theory]
    [InlineData(1, 0.0)]
    [InlineData(150, 0.0)]
    [InlineData(150, 0.1)]
    public void Loss_and_gradients_equal_those_of_cross_entropy_over_all_logits(int tokens, double smoothing)
    {
        // Given
        using var scope = NewDisposeScope();
        var (states, layer, output) = Some(tokens);
        var loss = new TranslationLoss(smoothing);
        var expected = loss.Sum(layer.call(states), output);
        var expectedGradients = autograd.grad([expected * 0.25], [states, layer.Weight, layer.Bias]);

        // When
        var actual = loss.Sum(states, layer, output);
        var gradients = autograd.grad([actual * 0.25], [states, layer.Weight, layer.Bias]);

        // Then
        Assert.Empty(actual.shape);
        Assert.Equal(expected.item<double>(), actual.item<double>(), 8);
        for (int i = 0; i < gradients.Count; i++)
        {
            TensorAssert.Close(expectedGradients[i], gradients[i], 1e-11);
        }
    }

    [Fact]
    public void Loss_without_gradients_is_the_same()
    {
        // Given
        using var scope = NewDisposeScope();
        var (states, layer, output) = Some(100);
        var loss = new TranslationLoss(0.1);
        double expected = loss.Sum(states, layer, output).item<double>();

        // When
        using var noGradient = inference_mode();
        var actual = loss.Sum(states, layer, output);

        // Then
        Assert.False(actual.requires_grad);
        Assert.Equal(expected, actual.item<double>());
    }

    private static (Tensor States, OutputLayer Layer, Tensor Output) Some(int tokens)
    {
        var draw = new Draw(3, ScalarType.Float64);
        var layer = new OutputLayer(HiddenSize, Vocabulary, CPU);
        layer.to(ScalarType.Float64);
        using (no_grad())
        {
            layer.Weight.copy_(draw.Values(Vocabulary, HiddenSize));
            layer.Bias.copy_(draw.Values(Vocabulary));
        }

        long[] output = [.. Enumerable.Range(0, tokens).Select(i => (long)i * 7919 % Vocabulary)];
        return (draw.Values(tokens, HiddenSize).requires_grad_(true), layer, tensor(output));
    }
}
