using Nmt.Runs.Config;
using TorchSharp;
using static TorchSharp.torch;

namespace Nmt.Model;

/// <summary>
/// First weights: embeddings normal with mean 0, everything else as asked for, by default uniform between -range and range
/// (Luong et al. 2015, section 4.1, take 0.1); layer normalizations change nothing at first. Draws from the generator given, so
/// a seed fixes the weights.
/// </summary>
/// <param name="range">Half the width of the uniform distribution.</param>
/// <param name="embeddingDeviation">Standard deviation of embeddings.</param>
/// <param name="generator">Source of randomness, on the CPU.</param>
public sealed class WeightInitializer(double range, double embeddingDeviation, Generator generator)
{
    private const int Gates = 4;

    /// <summary>How matrices are drawn.</summary>
    public InitializationKind Weights { get; init; } = InitializationKind.Uniform;

    /// <summary>How the matrices are drawn that a recurrent state is multiplied with; null takes <see cref="Weights"/>.</summary>
    public InitializationKind? Recurrent { get; init; }

    /// <summary>Whether biases begin at zero, and not uniformly between -range and range.</summary>
    public bool ZeroBias { get; init; }

    /// <summary>Added to the forget gates' biases (Jozefowicz et al. 2015).</summary>
    public double ForgetBias { get; init; }

    /// <summary>Sets all parameters of a module, in the order of their names.</summary>
    public void Initialize(nn.Module module)
    {
        using var noGradient = no_grad();
        foreach (var (name, parameter) in module.named_parameters().OrderBy(entry => entry.name, StringComparer.Ordinal))
        {
            using var scope = NewDisposeScope();
            parameter.copy_(First(name, empty(parameter.shape, parameter.dtype)));
        }
    }

    private Tensor First(string name, Tensor draw)
    {
        string last = name[(name.LastIndexOf('.') + 1)..];
        bool isBias = last.StartsWith("bias", StringComparison.Ordinal);
        if (name.Contains("_norm.", StringComparison.Ordinal))
        {
            draw.fill_(isBias ? 0 : 1);
            return name.Contains("input_norm.", StringComparison.Ordinal) && isBias ? WithForgetBias(draw) : draw;
        }

        if (name.Contains("embedding", StringComparison.Ordinal))
        {
            return draw.normal_(0, embeddingDeviation, generator);
        }

        if (isBias)
        {
            var bias = ZeroBias ? draw.zero_() : draw.uniform_(-range, range, generator);
            return last.StartsWith("bias_ih", StringComparison.Ordinal) ? WithForgetBias(bias) : bias;
        }

        bool isRecurrent = last.StartsWith("weight_hh", StringComparison.Ordinal);
        bool isGated = isRecurrent || last.StartsWith("weight_ih", StringComparison.Ordinal);
        var kind = isRecurrent ? Recurrent ?? Weights : Weights;
        foreach (var matrix in isGated && kind != InitializationKind.Uniform ? draw.chunk(Gates, 0) : [draw])
        {
            Draw(kind, matrix);
        }

        return draw;
    }

    private void Draw(InitializationKind kind, Tensor matrix)
    {
        double size = matrix.shape[0] + (double)matrix.shape[^1];
        switch (kind)
        {
            case InitializationKind.Uniform:
                matrix.uniform_(-range, range, generator);
                break;
            case InitializationKind.Normal:
                matrix.normal_(0, range, generator);
                break;
            case InitializationKind.XavierUniform:
                double bound = Math.Sqrt(6 / size);
                matrix.uniform_(-bound, bound, generator);
                break;
            case InitializationKind.XavierNormal:
                matrix.normal_(0, Math.Sqrt(2 / size), generator);
                break;
            case InitializationKind.Orthogonal:
                // The library draws these from its own generator, which is therefore seeded from ours.
                manual_seed((long)(empty([1], ScalarType.Float64).uniform_(0, 1, generator).item<double>() * (1L << 52)));
                matrix.copy_(nn.init.orthogonal_(empty(matrix.shape, matrix.dtype)));
                break;
            default:
                throw new InvalidOperationException($"unknown initialization {kind}");
        }
    }

    /// <summary>Raises the second quarter: gates are in the order i f g o.</summary>
    private Tensor WithForgetBias(Tensor bias)
    {
        long size = bias.shape[0] / Gates;
        bias.narrow(0, size, size).add_(ForgetBias.ToScalar());
        return bias;
    }
}
