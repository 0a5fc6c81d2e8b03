namespace Nmt.Plots;

/// <summary>A row or a column of a heatmap: a subword or a whole word.</summary>
/// <param name="Text">The text that it adds to its word, with '▁' (U+2581) where a word begins; parts of a character may add nothing.</param>
public sealed record AttentionToken(string Text)
{
    private const string EndOfSentence = "</s>";

    /// <summary>What names it on its axis; by default its text.</summary>
    public string Label { get; init; } = Text;

    /// <summary>Text in it that the model read as its unknown token; empty for none.</summary>
    public string Unknown { get; init; } = "";

    /// <summary>What a tooltip says in addition to the label; empty for nothing.</summary>
    public string Note { get; init; } = "";

    /// <summary>Whether it represents no text, such as the end of sentence, and is thus a word of its own.</summary>
    public bool IsControl { get; init; }

    /// <summary>Whether it begins inside a character, whose text an earlier token adds.</summary>
    public bool ContinuesCharacter { get; init; }

    /// <summary>Whether the model does not know all of its text.</summary>
    public bool IsUnknown => Unknown.Length > 0;

    /// <summary>Creates a token from a subword that the model knows; <c>&lt;/s&gt;</c> is the end of sentence.</summary>
    public static AttentionToken FromPiece(string piece) => new(piece) { IsControl = piece == EndOfSentence };

    /// <summary>Joins the tokens of a word.</summary>
    internal static AttentionToken Join(IReadOnlyList<AttentionToken> tokens)
    {
        string text = string.Concat(tokens.Select(token => token.Text)).Replace(WordSpans.SpaceMark, ' ').Trim(' ');
        // A space alone, which some vocabularies have as a piece, would be invisible.
        string label = text.Length == 0 && tokens.Any(token => token.Text.Length > 0) ? WordSpans.SpaceMark.ToString() : text;
        return new AttentionToken(text)
        {
            Label = label,
            Unknown = string.Join(' ', tokens.Where(token => token.IsUnknown).Select(token => token.Unknown.Trim(WordSpans.SpaceMark)).Distinct()),
            IsControl = tokens[0].IsControl,
        };
    }
}
