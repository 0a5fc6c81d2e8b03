using static TorchSharp.torch;

namespace Nmt.Model.Tests;

/// <summary>Gradients by changing one number after the other.</summary>
internal static class FiniteDifferences
{
    private const double Step = 1e-5;

    /// <summary>Central differences of a loss by some elements of a double-precision tensor, which is left as it was.</summary>
    public static double[] Of(Tensor tensor, IEnumerable<int> elements, Func<double> loss) =>
        [.. elements.Select(element => (Shifted(tensor, element, Step, loss) - Shifted(tensor, element, -Step, loss)) / (2 * Step))];

    private static double Shifted(Tensor tensor, int element, double step, Func<double> loss)
    {
        using var noGradient = no_grad();
        using var flat = tensor.detach().view(-1);
        using var place = flat.narrow(0, element, 1);
        double before = place.item<double>();
        place.fill_(before + step);
        double result = loss();
        place.fill_(before);
        return result;
    }
}
