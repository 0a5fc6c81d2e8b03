using static TorchSharp.torch;

namespace Nmt.Model.Tests;

/// <summary>Compares tensors and plain arrays by their values.</summary>
internal static class TensorAssert
{
    /// <summary>All values, row after row, as doubles.</summary>
    public static double[] Doubles(this Tensor tensor)
    {
        using var scope = NewDisposeScope();
        return tensor.detach().cpu().to(ScalarType.Float64).contiguous().data<double>().ToArray();
    }

    /// <summary>The rows of a matrix.</summary>
    public static double[][] Rows(this Tensor matrix) => [.. matrix.Doubles().Chunk((int)matrix.shape[^1])];

    /// <summary>Same shape, and no two values further apart than the tolerance.</summary>
    public static void Close(Tensor expected, Tensor actual, double tolerance)
    {
        Assert.Equal(expected.shape, actual.shape);
        Close(expected.Doubles(), actual.Doubles(), tolerance);
    }

    /// <summary>No two values further apart than the tolerance.</summary>
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

    /// <summary>No two values further apart than this share of the largest one.</summary>
    public static void RelativelyClose(double[] expected, double[] actual, double tolerance, string what)
    {
        double largest = expected.Concat(actual).Select(Math.Abs).DefaultIfEmpty().Max();
        Close(expected, actual, tolerance * largest, what);
    }
}
