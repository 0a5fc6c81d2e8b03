using System.Text;
using Nmt.Text.Vocabularies;

namespace Nmt.Text.Tokenization.Families;

/// <summary>Byte-level BPE: Microsoft.ML.Tokenizers segments; pieces and decoded text come from the tokens' bytes.</summary>
/// <remarks>Decoding what was encoded gives the same text, for any text but lone surrogates, which become U+FFFD.</remarks>
internal sealed class ByteLevelTokenizer(Microsoft.ML.Tokenizers.Tokenizer segmenter, ByteLevelVocabulary vocabulary) : ITokenizer
{
    /// <inheritdoc/>
    public Vocabulary Vocabulary => vocabulary.Pieces;

    /// <inheritdoc/>
    public int[] Encode(string line) => [.. segmenter.EncodeToIds(WellFormedText.Of(line))];

    /// <inheritdoc/>
    public string[] EncodeAsPieces(string line) => Array.ConvertAll(Encode(line), id => Vocabulary[id]);

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">When an id is outside the vocabulary.</exception>
    public string Decode(IReadOnlyList<int> ids)
    {
        var text = new ByteBuffer();
        foreach (int id in ids)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(id, nameof(ids));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(id, Vocabulary.Count, nameof(ids));
            Append(text, id);
        }

        // One U+FFFD for each part that is no character, as tiktoken decodes.
        return Encoding.UTF8.GetString(text.Written);
    }

    /// <inheritdoc/>
    public string DecodePieces(IReadOnlyList<string> pieces)
    {
        var text = new ByteBuffer();
        foreach (string piece in pieces)
        {
            int id = Vocabulary.IdOf(piece);
            if (Vocabulary[id] == piece)
            {
                Append(text, id);
            }
            else
            {
                text.Append(PieceNotation.Read(piece));
            }
        }

        return Encoding.UTF8.GetString(text.Written);
    }

    private void Append(ByteBuffer text, int id) => text.Append(id == Vocabulary.Unk ? "\uFFFD"u8 : vocabulary.Bytes[id]);
}
