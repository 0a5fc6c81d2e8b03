namespace Nmt.Metrics;

/// <summary>How TER is computed. The defaults are sacreBLEU's.</summary>
public sealed record TerOptions
{
    /// <summary>Whether punctuation is split off words and entities are decoded, as tercom's normalization does.</summary>
    public bool Normalized { get; init; }

    /// <summary>Whether punctuation is removed.</summary>
    public bool NoPunctuation { get; init; }

    /// <summary>Whether the two steps above know Chinese characters and Asian punctuation.</summary>
    public bool AsianSupport { get; init; }

    /// <summary>Whether words differ by case. The default is false: TER lowercases.</summary>
    public bool CaseSensitive { get; init; }
}
