namespace Nmt.Search.Sampling;

/// <summary>The distribution that tokens are drawn from: the model's, sharpened and cut off.</summary>
public sealed record SamplingOptions
{
    /// <summary>Seed of what is drawn.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>What logits are divided by; below 1 the probable becomes more probable.</summary>
    public double Temperature { get; init; } = 1;

    /// <summary>Only this many most probable tokens are drawn from (Fan et al. 2018); 0 for all.</summary>
    public int TopK { get; init; }

    /// <summary>
    /// Only the fewest most probable tokens whose probabilities, after temperature and top-k, sum to at least this are drawn
    /// from (Holtzman et al. 2020); 1 for all.
    /// </summary>
    public double TopP { get; init; } = 1;
}
