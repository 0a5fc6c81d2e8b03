using System.Numerics.Tensors;

namespace Nmt.Cpu.Kernels;

/// <summary>Layer normalization (Ba et al. 2016, eq. 4): <c>(x - mean) / √(variance + ε) * gain + bias</c>.</summary>
/// <param name="gain">The gain of each unit.</param>
/// <param name="bias">The bias of each unit.</param>
internal sealed class LayerNormalization(float[] gain, float[] bias)
{
    // PyTorch's.
    private const float Epsilon = 1e-5f;

    /// <summary>Normalizes a vector in place.</summary>
    public void Apply(Span<float> vector)
    {
        float mean = TensorPrimitives.Sum<float>(vector) / vector.Length;
        TensorPrimitives.Subtract(vector, mean, vector);
        float variance = TensorPrimitives.SumOfSquares<float>(vector) / vector.Length;
        TensorPrimitives.Multiply(vector, 1 / MathF.Sqrt(variance + Epsilon), vector);
        TensorPrimitives.MultiplyAdd(vector, gain, bias, vector);
    }
}
