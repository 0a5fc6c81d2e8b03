using Nmt.Search;
using Nmt.Text;
using Nmt.Text.Subwords;

namespace Nmt.Translation;

/// <summary>A line with its translations, or with the scores of a given translation.</summary>
/// <param name="Request">The line.</param>
/// <param name="Vocabularies">The vocabulary of each side.</param>
public sealed record TranslationResult(TranslationRequest Request, Sides<Vocabulary> Vocabularies)
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

    /// <summary><see cref="SourceTokens"/> as text; text that the model does not know is as in the line.</summary>
    public IReadOnlyList<string> SourcePieces => [.. SourceTokens.Select((id, i) => SourceTexts is null ? Vocabularies.Source[id] : SourceTexts[i])];

    /// <summary>Source subwords that the model does not know: their positions in <see cref="SourceTokens"/>, and their text in the line.</summary>
    public IReadOnlyList<(int Position, string Text)> UnknownSource => Unknown([.. SourceTokens], SourceTexts, Vocabularies.Source);

    /// <summary>Subwords of a given translation that the model does not know: their positions in its tokens, and their text.</summary>
    public IReadOnlyList<(int Position, string Text)> UnknownTarget => Unknown(Best?.Tokens ?? [], TargetTexts, Vocabularies.Target);

    /// <summary>Whether only the first <see cref="SearchConfig.MaxSourceLength"/> source subwords are read.</summary>
    public bool IsCropped => SourceSegments.Sum(segment => segment.Length) < SourceLength;

    /// <summary>False if the length limit ended the best translation.</summary>
    public bool IsComplete => Best?.IsComplete ?? true;

    /// <summary>Whether the source, or a given translation, contains the unknown subword.</summary>
    public bool HasUnknown =>
        SourceTokens.Contains(Vocabularies.Source.Unk) || (Request.Target is not null && Best?.Tokens.Contains(Vocabularies.Target.Unk) == true);

    /// <summary>A translation's subwords as text, without the end of sentence.</summary>
    public IReadOnlyList<string> Pieces(FinishedHypothesis hypothesis) => Array.ConvertAll(hypothesis.Tokens, id => Vocabularies.Target[id]);

    /// <summary>The text that each token of a translation adds to its word: unknown text as given, or what replaced it.</summary>
    public IReadOnlyList<string> Texts(FinishedHypothesis hypothesis) =>
        TargetTexts ?? HypothesisLabels.Texts([.. Pieces(hypothesis)], hypothesis.ReplacedWords);

    /// <summary>The texts of all source subwords of the line; null unless one is unknown.</summary>
    internal IReadOnlyList<string>? SourceTexts { get; init; }

    /// <summary>The texts of the subwords of a given translation; null unless one is unknown.</summary>
    internal IReadOnlyList<string>? TargetTexts { get; init; }

    /// <summary>The texts of the subwords of a line; null if all are known.</summary>
    internal static IReadOnlyList<string>? TextsOf(ITokenizer tokenizer, string line, int[] ids) =>
        ids.Contains(tokenizer.Vocabulary.Unk) ? Array.ConvertAll(tokenizer.EncodeWithText(line), subword => subword.Text) : null;

    private static (int Position, string Text)[] Unknown(int[] ids, IReadOnlyList<string>? texts, Vocabulary vocabulary) => texts is null ? []
        : [.. ids.Index().Where(token => token.Item == vocabulary.Unk).Select(token => (token.Index, Subword.WithoutMarks(texts[token.Index])))];
}
