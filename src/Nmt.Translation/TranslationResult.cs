using Nmt.Search;
using Nmt.Text.Subwords;

namespace Nmt.Translation;

/// <summary>A line with its translations, or with the scores of a given translation.</summary>
/// <param name="Request">The line.</param>
/// <param name="Vocabulary">The vocabulary of both sides.</param>
public sealed record TranslationResult(TranslationRequest Request, Vocabulary Vocabulary)
{
    /// <summary>Number of subwords of the whole source line.</summary>
    public int SourceLength { get; init; }

    /// <summary>
    /// Source subwords that the model reads, without ends of sentence: no segment for a blank line, several if the line is
    /// too long and <see cref="LongLines.Split"/> is set.
    /// </summary>
    public IReadOnlyList<int[]> SourceSegments { get; init; } = [];

    /// <summary>Translations, best first; none for a blank line.</summary>
    public IReadOnlyList<FinishedHypothesis> Hypotheses { get; init; } = [];

    /// <summary>The best translation; null if there is none.</summary>
    public FinishedHypothesis? Best => Hypotheses.Count > 0 ? Hypotheses[0] : null;

    /// <summary>The text of the best translation; empty if there is none.</summary>
    public string Text => Best?.Text ?? "";

    /// <summary>The source subwords of all segments.</summary>
    public IEnumerable<int> SourceTokens => SourceSegments.SelectMany(segment => segment);

    /// <summary><see cref="SourceTokens"/> as text.</summary>
    public IReadOnlyList<string> SourcePieces => [.. SourceTokens.Select(id => Vocabulary[id])];

    /// <summary>Whether only the first <see cref="SearchConfig.MaxSourceLength"/> source subwords are read.</summary>
    public bool IsCropped => SourceSegments.Sum(segment => segment.Length) < SourceLength;

    /// <summary>False if the length limit ended the best translation.</summary>
    public bool IsComplete => Best?.IsComplete ?? true;

    /// <summary>Whether the source, or a given translation, contains the unknown subword.</summary>
    public bool HasUnknown =>
        SourceTokens.Contains(Vocabulary.Unk) || (Request.Target is not null && Best?.Tokens.Contains(Vocabulary.Unk) == true);

    /// <summary>A translation's subwords as text, without the end of sentence.</summary>
    public IReadOnlyList<string> Pieces(FinishedHypothesis hypothesis) => Array.ConvertAll(hypothesis.Tokens, id => Vocabulary[id]);
}
