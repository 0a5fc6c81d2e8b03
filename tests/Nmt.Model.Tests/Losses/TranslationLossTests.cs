using Nmt.Model.Losses;
using Nmt.Runs.Config;
using TorchSharp;
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
                double target = (v == output[row] ? 1 - smoothing : 0) + (smoothing / vocabulary);
                expected -= target * (rows[row][v] - normalizer);
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

public sealed class GuidedAlignmentLossTests
{
    [Fact]
    public void Sum_equals_the_cross_entropy_of_the_rows_that_have_links()
    {
        // Given
        using var scope = NewDisposeScope();
        var weights = tensor([0.7, 0.2, 0.1, 0.25, 0.25, 0.5, 0.1, 0.1, 0.8], [1, 3, 3]);
        var links = tensor([1.0, 0, 0, 0, 0.5, 0.5, 0, 0, 0], [1, 3, 3]);

        // When
        double loss = GuidedAlignmentLoss.Sum(weights, links).item<double>();

        // Then
        Assert.Equal(-(Math.Log(0.7) + (0.5 * Math.Log(0.25)) + (0.5 * Math.Log(0.5))), loss, 1e-6);
    }

    [Fact]
    public void A_weight_of_zero_has_a_large_but_finite_loss()
    {
        using var scope = NewDisposeScope();

        double loss = GuidedAlignmentLoss.Sum(tensor([0.0, 1], [1, 1, 2]), tensor([1.0, 0], [1, 1, 2])).item<double>();

        Assert.InRange(loss, 10, 100);
    }

    [Theory]
    [MemberData(nameof(TinyModel.AttendingKinds), MemberType = typeof(TinyModel))]
    public void Gradients_through_the_model_equal_finite_differences(ModelConfig config)
    {
        // Given
        using var scope = NewDisposeScope();
        using var model = TinyModel.Create(config).to(ScalarType.Float64);
        var (source, target) = (Draw.Source([3, 4, 5, 2], [6, 2]), Draw.Target([7, 8, 2], [4, 2]));
        var links = new Draw(4, ScalarType.Float64).Values(2, 3, 4).abs().masked_fill(source.Padding, 0);

        // When
        Loss().backward();

        // Then: the weights of attention and encoder that all models have, some elements of each.
        foreach (var (name, parameter) in model.named_parameters().Where(entry =>
            entry.name.Contains("attention", StringComparison.Ordinal) || entry.name.Contains("lstm.weight", StringComparison.Ordinal)))
        {
            int[] elements = [0, (int)parameter.numel() / 2, (int)parameter.numel() - 1];
            double[] expected = FiniteDifferences.Of(parameter, elements, () => Loss().item<double>());
            // The weights after the alignment layer of a Transformer have no gradient.
            double[] gradient = parameter.grad is { } computed ? computed.Doubles() : new double[parameter.numel()];
            TensorAssert.Close(expected, [.. elements.Select(element => gradient[element])], 1e-7, $"gradient of {name}, sample");
        }

        Tensor Loss()
        {
            var weights = model.DecodeTeacherForced(source, target, new TeacherForcingOptions { DifferentiableWeights = true }).RequiredWeights;
            return GuidedAlignmentLoss.Sum(weights, links);
        }
    }
}
