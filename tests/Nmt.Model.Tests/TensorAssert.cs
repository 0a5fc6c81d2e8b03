using static TorchSharp.torch;

namespace Nmt.Model.Tests;

/// <summary>Compares tensors and plain arrays by their values.</summary>
internal static class TensorAssert
{
    /// <summary>All values, row by row, as doubles.</summary>
    public static double[] Doubles(this Tensor? tensor)
    {
        Assert.NotNull(tensor);
        using var scope = NewDisposeScope();
        return tensor.detach().cpu().to(ScalarType.Float64).contiguous().data<double>().ToArray();
    }

    /// <summary>The rows of a matrix.</summary>
    public static double[][] Rows(this Tensor matrix) => [.. matrix.Doubles().Chunk((int)matrix.shape[^1])];

    /// <summary>Asserts equal shapes, and values that differ by at most the tolerance.</summary>
    public static void Close(Tensor? expected, Tensor? actual, double tolerance)
    {
        Assert.NotNull(expected);
        Assert.NotNull(actual);
        Assert.Equal(expected.shape, actual.shape);
        Close(expected.Doubles(), actual.Doubles(), tolerance);
    }

    /// <summary>Asserts values that differ by at most the tolerance.</summary>
    public static void Close(double[] expected, double[] actual, double tolerance, string what = "value")
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            // Written so that NaN fails too.
            if (!(Math.Abs(expected[i] - actual[i]) <= tolerance))
            {
                Assert.Fail($"{what} {i}: expected {expected[i]:R}, got {actual[i]:R}");
            }
        }
    }

    /// <summary>Asserts values that differ by at most the tolerance, relative to the largest one.</summary>
    public static void RelativelyClose(double[] expected, double[] actual, double tolerance, string what)
    {
        double largest = expected.Concat(actual).Select(Math.Abs).DefaultIfEmpty().Max();
        Close(expected, actual, tolerance * largest, what);
    }
}

/// <summary>Finds tensors that a repeated action leaks.</summary>
internal static class LiveTensors
{
    /// <summary>Repeats an action that cleans up after itself, and fails if the number of live tensors grows.</summary>
    public static void AssertSteady(int repetitions, Action action)
    {
        action();
        long before = Tensor.TotalCount;
        for (int i = 0; i < repetitions; i++)
        {
            action();
        }

        Assert.InRange(Tensor.TotalCount, 0, before);
    }
}

/// <summary>Numerical gradients, one element at a time.</summary>
internal static class FiniteDifferences
{
    private const double Step = 1e-5;

    /// <summary>Central differences of a loss with respect to some elements of a double-precision tensor, which is restored afterwards.</summary>
    public static double[] Of(Tensor tensor, IEnumerable<int> elements, Func<double> loss) =>
        [.. elements.Select(element => (Shifted(tensor, element, Step, loss) - Shifted(tensor, element, -Step, loss)) / (2 * Step))];

    private static double Shifted(Tensor tensor, int element, double step, Func<double> loss)
    {
        using var noGradient = no_grad();
        using var flat = tensor.detach().view(-1);
        using var shifted = flat.narrow(0, element, 1);
        double original = shifted.item<double>();
        shifted.fill_(original + step);
        double result = loss();
        shifted.fill_(original);
        return result;
    }
}
