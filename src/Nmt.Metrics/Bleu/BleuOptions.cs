using System.ComponentModel.DataAnnotations;

namespace Nmt.Metrics;

/// <summary>How BLEU is computed. The defaults are sacreBLEU's.</summary>
public sealed record BleuOptions
{
    /// <summary>The tokenizer. The default is 13a.</summary>
    public BleuTokenizer Tokenizer { get; init; } = BleuTokenizer.Mteval13a;

    /// <summary>A tokenizer from outside that is used instead of <see cref="Tokenizer"/>; none when null.</summary>
    public SuppliedTokenizer? SuppliedTokenizer { get; init; }

    /// <summary>The smoothing of orders without a match. The default is exponential.</summary>
    public BleuSmoothing Smoothing { get; init; } = BleuSmoothing.Exponential;

    /// <summary>The value of floor (0.1 when null) or of add-k (1 when null); the other methods ignore it.</summary>
    public double? SmoothValue { get; init; }

    /// <summary>Whether both sides are lowercased. The default is false.</summary>
    public bool Lowercase { get; init; }

    /// <summary>Whether orders for which the hypotheses are too short are left out of the mean. Meant for single sentences.</summary>
    public bool EffectiveOrder { get; init; }

    /// <summary>The longest n-grams that count. The default is 4.</summary>
    [Range(1, int.MaxValue)]
    public int MaxNgramOrder { get; init; } = 4;
}
