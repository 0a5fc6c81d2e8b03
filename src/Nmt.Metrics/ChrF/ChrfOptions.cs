using System.ComponentModel.DataAnnotations;

namespace Nmt.Metrics;

/// <summary>How chrF is computed. The defaults are sacreBLEU's: chrF2; chrF++ has a <see cref="WordOrder"/> of 2.</summary>
public sealed record ChrfOptions
{
    /// <summary>The longest character n-grams that count. The default is 6.</summary>
    [Range(0, int.MaxValue)]
    public int CharOrder { get; init; } = 6;

    /// <summary>The longest word n-grams that count. The default is 0: none.</summary>
    [Range(0, int.MaxValue)]
    public int WordOrder { get; init; }

    /// <summary>How many times recall weighs as much as precision. The default is 2.</summary>
    [Range(0, int.MaxValue)]
    public int Beta { get; init; } = 2;

    /// <summary>Whether both sides are lowercased. The default is false.</summary>
    public bool Lowercase { get; init; }

    /// <summary>Whether white space counts as characters. The default is false.</summary>
    public bool Whitespace { get; init; }

    /// <summary>Whether orders without n-grams count with a tiny precision or recall, as in chrF++.py. The default is false.</summary>
    public bool EpsSmoothing { get; init; }
}
