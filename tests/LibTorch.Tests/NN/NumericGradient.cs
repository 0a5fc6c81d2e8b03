using static TorchSharp.torch;

namespace LibTorch.Tests.NN;

/// <summary>Holds autograd's gradients against central finite differences, in Float64.</summary>
internal static class NumericGradient
{
    private const double Step = 1e-6;
    private const double Tolerance = 1e-7;

    /// <param name="loss">Computes a scalar from the inputs, anew in each call.</param>
    /// <param name="inputs">Float64 leaves that require gradients.</param>
    internal static void AssertEqual(Func<Tensor> loss, params Tensor[] inputs)
    {
        using var scope = NewDisposeScope();
        foreach (var input in inputs)
        {
            input.grad = null;
        }

        loss().backward();
        foreach (var input in inputs)
        {
            var gradient = Drawn.Values(input.grad!);
            var flat = input.detach().view(-1);
            Assert.Contains(gradient, value => value != 0);
            for (var i = 0; i < gradient.Length; i++)
            {
                Assert.Equal(Difference(loss, flat, i), gradient[i], Tolerance);
            }
        }
    }

    private static double Difference(Func<Tensor> loss, Tensor flat, int place)
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        var element = flat[place];
        var original = element.item<double>();
        element.fill_(original + Step);
        var above = loss().item<double>();
        element.fill_(original - Step);
        var below = loss().item<double>();
        element.fill_(original);
        return (above - below) / (2 * Step);
    }
}
