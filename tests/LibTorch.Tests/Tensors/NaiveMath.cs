using static TorchSharp.torch;

namespace TorchSharp.Tests.Tensors;

/// <summary>Second implementations in plain loops, and seeded input for them.</summary>
internal static class NaiveMath
{
    /// <summary>Numbers between -1 and 1, the same at each call with the same seed.</summary>
    internal static double[] Numbers(int count, int seed)
    {
        var state = (uint)seed * 2654435761u + 12345u;
        var numbers = new double[count];
        for (var i = 0; i < count; i++)
        {
            state = state * 1664525u + 1013904223u;
            numbers[i] = (state >> 8) / (double)(1 << 23) - 1;
        }

        return numbers;
    }

    internal static Tensor Matrix(int rows, int columns, int seed) => tensor(Numbers(rows * columns, seed), [rows, columns]);

    internal static double[] Product(double[] a, double[] b, int rows, int inner, int columns)
    {
        var result = new double[rows * columns];
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++)
            {
                for (var k = 0; k < inner; k++)
                {
                    result[(i * columns) + j] += a[(i * inner) + k] * b[(k * columns) + j];
                }
            }
        }

        return result;
    }

    internal static void Close(double[] expected, Tensor actual, double tolerance = 1e-12)
    {
        var elements = actual.to_type(ScalarType.Float64).data<double>().ToArray();
        Assert.Equal(expected.Length, elements.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.True(
                Math.Abs(expected[i] - elements[i]) <= tolerance * Math.Max(1, Math.Abs(expected[i])),
                $"element {i}: expected {expected[i]}, got {elements[i]}");
        }
    }
}
