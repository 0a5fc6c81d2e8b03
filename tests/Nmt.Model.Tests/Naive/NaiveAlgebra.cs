using static TorchSharp.torch;

namespace Nmt.Model.Tests.Naive;

/// <summary>Vectors and matrices as plain arrays, by loops: the oracle's side of each comparison.</summary>
internal static class NaiveAlgebra
{
    public static double[] Multiply(double[][] matrix, double[] vector) => Array.ConvertAll(matrix, row => Dot(row, vector));

    public static double Dot(double[] a, double[] b)
    {
        Assert.Equal(a.Length, b.Length);
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }

    public static double[] Add(double[] a, double[] b)
    {
        Assert.Equal(a.Length, b.Length);
        return [.. a.Select((value, i) => value + b[i])];
    }

    public static double[] Tanh(double[] values) => Array.ConvertAll(values, Math.Tanh);

    public static double Sigmoid(double value) => 1 / (1 + Math.Exp(-value));

    public static double[] Softmax(double[] scores)
    {
        double[] powers = Array.ConvertAll(scores, Math.Exp);
        double sum = powers.Sum();
        return Array.ConvertAll(powers, power => power / sum);
    }

    /// <summary>A parameter's rows; its name must exist.</summary>
    public static double[][] Matrix(nn.Module module, string name) => Parameter(module, name).Rows();

    /// <summary>A parameter's values; its name must exist.</summary>
    public static double[] Vector(nn.Module module, string name) => Parameter(module, name).Doubles();

    private static Tensor Parameter(nn.Module module, string name)
    {
        var parameter = module.get_parameter(name);
        Assert.NotNull(parameter);
        return parameter;
    }
}
