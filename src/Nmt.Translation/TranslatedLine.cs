using Nmt.Search;

namespace Nmt.Translation;

/// <summary>What became of one input line.</summary>
/// <param name="Number">The line's number, from 1.</param>
/// <param name="Source">The line.</param>
/// <param name="Translations">Best first; none for a blank line.</param>
/// <param name="SourceLength">Subwords of the whole line.</param>
/// <param name="WasCropped">True where only the first <see cref="SearchConfig.MaxSourceLength"/> subwords were translated.</param>
public sealed record TranslatedLine(
    long Number, string Source, IReadOnlyList<Translation> Translations, int SourceLength, bool WasCropped)
{
    /// <summary>The best translation, empty for a blank line.</summary>
    public string Text => Translations.Count > 0 ? Translations[0].Text : "";

    /// <summary>Whether the length limit cut the best translation off.</summary>
    public bool HitLengthLimit => Translations.Count > 0 && !Translations[0].Hypothesis.IsComplete;

    /// <summary>The subwords that were translated, without the end of sentence.</summary>
    public IReadOnlyList<int> SourceTokens { get; init; } = [];

    /// <summary>Parts that the line was translated in: several where it was too long and <see cref="LongLines.Split"/> asked for.</summary>
    public int Parts { get; init; } = 1;

    /// <summary>Whether the subword model does not know some of the line.</summary>
    public bool HasUnknown { get; init; }
}
