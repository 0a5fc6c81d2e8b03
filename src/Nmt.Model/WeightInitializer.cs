using static TorchSharp.torch;

namespace Nmt.Model;

/// <summary>
/// First weights: embeddings normal with mean 0, everything else uniform between -range and range (Luong et al. 2015,
/// section 4.1, take 0.1). Draws from the generator given, so a seed fixes the weights.
/// </summary>
/// <param name="range">Half the width of the uniform distribution.</param>
/// <param name="embeddingDeviation">Standard deviation of embeddings.</param>
/// <param name="generator">Source of randomness, on the CPU.</param>
public sealed class WeightInitializer(double range, double embeddingDeviation, Generator generator)
{
    /// <summary>Sets all parameters of a module, in the order of their names.</summary>
    public void Initialize(nn.Module module)
    {
        using var noGradient = no_grad();
        foreach (var (name, parameter) in module.named_parameters().OrderBy(entry => entry.name, StringComparer.Ordinal))
        {
            using var scope = NewDisposeScope();
            var draw = empty(parameter.shape, parameter.dtype);
            parameter.copy_(IsEmbedding(name) ? draw.normal_(0, embeddingDeviation, generator) : draw.uniform_(-range, range, generator));
        }
    }

    private static bool IsEmbedding(string name) => name.Contains("embedding", StringComparison.Ordinal);
}
