using System.Text;
using Nmt.Text.Vocabularies;

namespace Nmt.Text.Tokenization.Families;

/// <summary>WordPiece: Microsoft.ML.Tokenizers segments words that are normalized and split as BERT's are.</summary>
/// <remarks>What normalization changes, and where spaces were beside punctuation, does not come back; nor do unknown words.</remarks>
internal sealed class BertTokenizer(
    Microsoft.ML.Tokenizers.WordPieceTokenizer segmenter, IReadOnlyList<string> tokens, Vocabulary vocabulary) : ITokenizer
{
    // The spaces that BERT's decoder takes back (clean_up_tokenization of Hugging Face's transformers), in its order.
    private static readonly (string Spaced, string Joined)[] CleanUp =
    [
        (" .", "."), (" ?", "?"), (" !", "!"), (" ,", ","), (" ' ", "'"), (" n't", "n't"), (" 'm", "'m"), (" 's", "'s"), (" 've", "'ve"),
        (" 're", "'re"),
    ];

    /// <inheritdoc/>
    public Vocabulary Vocabulary => vocabulary;

    /// <inheritdoc/>
    public int[] Encode(string line) => [.. segmenter.EncodeToIds(WellFormedText.Of(line))];

    /// <inheritdoc/>
    public string[] EncodeAsPieces(string line) =>
        [.. segmenter.EncodeToTokens(WellFormedText.Of(line), out string? normalized)
            .Select(token => token.Id == vocabulary.Unk
                ? PieceNotation.Write(Encoding.UTF8.GetBytes(" " + normalized![token.Offset]), [])
                : vocabulary[token.Id])];

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">When an id is outside the vocabulary.</exception>
    public string Decode(IReadOnlyList<int> ids)
    {
        var text = new StringBuilder();
        foreach (int id in ids)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(id, nameof(ids));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(id, vocabulary.Count, nameof(ids));
            Append(text, id);
        }

        return Finish(text);
    }

    /// <inheritdoc/>
    public string DecodePieces(IReadOnlyList<string> pieces)
    {
        var text = new StringBuilder();
        foreach (string piece in pieces)
        {
            int id = vocabulary.IdOf(piece);
            if (vocabulary[id] == piece)
            {
                Append(text, id);
                continue;
            }

            string token = Encoding.UTF8.GetString(PieceNotation.Read(piece));
            Append(text, token.StartsWith(' ') ? token[1..] : WordPieceModel.Continuation + token);
        }

        return Finish(text);
    }

    private void Append(StringBuilder text, int id)
    {
        if (id == vocabulary.Unk || !vocabulary.IsReserved(id))
        {
            Append(text, tokens[id]);
        }
    }

    /// <summary>Appends a token; the first one keeps its mark of a continuation, as BERT's decoder leaves it.</summary>
    private static void Append(StringBuilder text, string token)
    {
        bool continues = token.StartsWith(WordPieceModel.Continuation, StringComparison.Ordinal);
        if (text.Length > 0 && !continues)
        {
            text.Append(' ');
        }

        text.Append(text.Length > 0 && continues ? token[WordPieceModel.Continuation.Length..] : token);
    }

    private static string Finish(StringBuilder text)
    {
        foreach (var (spaced, joined) in CleanUp)
        {
            text.Replace(spaced, joined);
        }

        return text.ToString();
    }
}
