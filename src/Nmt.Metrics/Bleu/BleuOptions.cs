using System.ComponentModel.DataAnnotations;
using System.Runtime.Serialization;

namespace Nmt.Metrics.Bleu;

/// <summary>How BLEU is computed. The defaults are sacreBLEU's.</summary>
public sealed record BleuOptions
{
    /// <summary>The tokenizer. The default is 13a.</summary>
    public BleuTokenizer Tokenizer { get; init; } = BleuTokenizer.Mteval13a;

    /// <summary>A supplied tokenizer to use instead of <see cref="Tokenizer"/>; null for none.</summary>
    public SuppliedTokenizer? SuppliedTokenizer { get; init; }

    /// <summary>The smoothing of orders without a match. The default is exponential.</summary>
    public BleuSmoothing Smoothing { get; init; } = BleuSmoothing.Exponential;

    /// <summary>The value of floor (0.1 when null) or of add-k (1 when null); the other methods ignore it.</summary>
    public double? SmoothValue { get; init; }

    /// <summary>Whether both sides are lowercased. The default is false.</summary>
    public bool Lowercase { get; init; }

    /// <summary>Whether the mean omits orders for which the hypotheses are too short. Meant for single sentences.</summary>
    public bool EffectiveOrder { get; init; }

    /// <summary>The maximum n-gram order. The default is 4.</summary>
    [Range(1, int.MaxValue)]
    public int MaxNgramOrder { get; init; } = 4;
}

/// <summary>How BLEU treats an order that has no match (Chen and Cherry 2014).</summary>
public enum BleuSmoothing
{
    /// <summary><c>exp</c>: assumes half a match, halved again at each further order without a match (NIST, their method 3).</summary>
    [EnumMember(Value = "exp")]
    Exponential,

    /// <summary><c>floor</c>: assumes a small number of matches (their method 1).</summary>
    Floor,

    /// <summary><c>add-k</c>: adds a number to matches and totals of all orders above one (their method 2).</summary>
    [EnumMember(Value = "add-k")]
    AddK,

    /// <summary><c>none</c>: an order without a match makes the score 0.</summary>
    None,
}

/// <summary>The names that sacreBLEU's command line and signatures use for BLEU's options.</summary>
public static class BleuOptionNames
{
    // In the order of the enums.
    private static readonly string[] TokenizerNames = ["13a", "intl", "char", "zh", "none"];
    private static readonly string[] SmoothingNames = ["exp", "floor", "add-k", "none"];

    /// <summary>The names of all tokenizers.</summary>
    public static IReadOnlyList<string> Tokenizers => TokenizerNames;

    /// <summary>The names of all smoothing methods.</summary>
    public static IReadOnlyList<string> Smoothings => SmoothingNames;

    /// <summary>The tokenizer's name, such as <c>13a</c>.</summary>
    public static string NameOf(BleuTokenizer tokenizer) => TokenizerNames[(int)tokenizer];

    /// <summary>The smoothing method's name, such as <c>exp</c>.</summary>
    public static string NameOf(BleuSmoothing smoothing) => SmoothingNames[(int)smoothing];

    /// <summary>Finds a tokenizer by its name.</summary>
    public static bool TryParse(string name, out BleuTokenizer tokenizer)
    {
        int index = Array.IndexOf(TokenizerNames, name);
        tokenizer = (BleuTokenizer)Math.Max(0, index);
        return index >= 0;
    }

    /// <summary>Finds a smoothing method by its name.</summary>
    public static bool TryParse(string name, out BleuSmoothing smoothing)
    {
        int index = Array.IndexOf(SmoothingNames, name);
        smoothing = (BleuSmoothing)Math.Max(0, index);
        return index >= 0;
    }
}
