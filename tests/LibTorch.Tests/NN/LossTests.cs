using System.Runtime.InteropServices;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using F = TorchSharp.torch.nn.functional;

namespace LibTorch.Tests.NN;

public sealed class LossTests
{
    private static readonly double[,] Scores = { { 1, 2, 3 }, { 0.5, -1, 0.25 }, { -2, 0, 2 } };

    [Theory]
    [InlineData(0.0, false)]
    [InlineData(0.1, false)]
    [InlineData(0.0, true)]
    [InlineData(0.3, true)]
    public void Cross_entropy_equals_its_formula(double smoothing, bool ignoresOne)
    {
        // Given
        using var scope = NewDisposeScope();
        long[] targets = [2, 0, 1];
        const int Ignored = 1;

        // When
        var loss = F.cross_entropy(
            tensor(Scores), tensor(targets), ignore_index: ignoresOne ? Ignored : -100, label_smoothing: smoothing);

        // Then: (1 - s) * -log p(target) + s * mean over classes of -log p, averaged over the targets that count
        var (sum, count) = (0.0, 0);
        for (var row = 0; row < 3; row++)
        {
            if (!ignoresOne || targets[row] != Ignored)
            {
                sum += ((1 - smoothing) * NegativeLogProbability(row, (int)targets[row]))
                    + (smoothing * Enumerable.Range(0, 3).Average(k => NegativeLogProbability(row, k)));
                count++;
            }
        }

        Assert.Equal(sum / count, loss.item<double>(), 1e-12);
    }

    [Fact]
    public void Cross_entropy_with_class_weights_and_smoothing_is_PyTorchs()
    {
        // Given: torch 1.13, F.cross_entropy([[1,2,3],[.5,-1,.25]], [2,0], weight=[1,2,3], label_smoothing=.1)
        using var scope = NewDisposeScope();
        using var loss = new TorchSharp.Modules.CrossEntropyLoss(tensor([1.0, 2.0, 3.0]), label_smoothing: 0.1);

        // When
        var value = loss.call(tensor(Scores).narrow(0, 0, 2), tensor([2L, 0L]));

        // Then
        Assert.Equal(0.5509785088160356, value.item<double>(), 1e-12);
    }

    [Fact]
    public void Reductions_are_a_sum_a_mean_or_neither()
    {
        // Given
        using var scope = NewDisposeScope();
        var (input, target) = (tensor(Scores), tensor([2L, 0L, 1L]));

        // When
        var each = F.cross_entropy(input, target, reduction: Reduction.None);
        var sum = F.cross_entropy(input, target, reduction: Reduction.Sum).item<double>();
        var mean = CrossEntropyLoss().call(input, target).item<double>();

        // Then
        Assert.Equal([3L], each.shape);
        Assert.Equal(each.sum().item<double>(), sum, 1e-12);
        Assert.Equal(sum / 3, mean, 1e-12);
    }

    [Fact]
    public void Cross_entropy_gradients_equal_finite_differences()
    {
        // Given
        using var scope = NewDisposeScope();
        var input = tensor(Scores).requires_grad_();
        var target = tensor([2L, 0L, 1L]);

        // When, then
        NumericGradient.AssertEqual(() => F.cross_entropy(input, target, ignore_index: 0, label_smoothing: 0.1), input);
    }

    [Fact]
    public void Cross_entropy_refuses_other_targets_with_both_shapes()
    {
        using var scope = NewDisposeScope();

        var error = Assert.Throws<ExternalException>(() => F.cross_entropy(zeros(4, 3), zeros(5, ScalarType.Int64)));

        Assert.StartsWith("cross_entropy of [4, 3] and [5]: Expected input batch_size (4) to match target batch_size (5)", error.Message);
    }

    [Fact]
    public void Nll_loss_of_log_softmax_is_cross_entropy()
    {
        // Given
        using var scope = NewDisposeScope();
        var (input, target, weight) = (tensor(Scores), tensor([2L, 0L, 1L]), tensor([1.0, 2.0, 3.0]));

        // When
        var value = NLLLoss(weight).call(F.log_softmax(input, 1), target);

        // Then
        var expected = ((3 * NegativeLogProbability(0, 2)) + NegativeLogProbability(1, 0) + (2 * NegativeLogProbability(2, 1))) / 6;
        Assert.Equal(expected, value.item<double>(), 1e-12);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Kl_divergence_equals_its_formula(bool logTarget)
    {
        // Given
        using var scope = NewDisposeScope();
        var input = F.log_softmax(tensor(Scores), 1);
        var target = F.softmax(tensor(Scores), 1).flip(0);

        // When
        var value = KLDivLoss(logTarget, Reduction.Sum).call(input, logTarget ? target.log() : target);

        // Then
        var expected = 0.0;
        for (var row = 0; row < 3; row++)
        {
            for (var k = 0; k < 3; k++)
            {
                var (logP, logQ) = (-NegativeLogProbability(2 - row, k), -NegativeLogProbability(row, k));
                expected += Math.Exp(logP) * (logP - logQ);
            }
        }

        Assert.Equal(expected, value.item<double>(), 1e-12);
    }

    [Fact]
    public void Binary_cross_entropy_with_logits_equals_its_formula()
    {
        // Given
        using var scope = NewDisposeScope();

        // When
        var value = F.binary_cross_entropy_with_logits(tensor([0.5, -1.0]), tensor([1.0, 0.0]));

        // Then
        var expected = (Math.Log(1 + Math.Exp(-0.5)) + Math.Log(1 + Math.Exp(-1.0))) / 2;
        Assert.Equal(expected, value.item<double>(), 1e-12);
    }

    private static double NegativeLogProbability(int row, int k) =>
        Math.Log(Enumerable.Range(0, 3).Sum(j => Math.Exp(Scores[row, j]))) - Scores[row, k];
}
