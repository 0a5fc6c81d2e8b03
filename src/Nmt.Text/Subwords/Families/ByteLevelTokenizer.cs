using System.Text;

namespace Nmt.Text.Subwords.Families;

/// <summary>Byte-level BPE: Microsoft.ML.Tokenizers segments; pieces and decoded text come from the tokens' bytes.</summary>
/// <remarks>Decoding an encoded text returns the same text, except for lone surrogates, which become U+FFFD.</remarks>
internal sealed class ByteLevelTokenizer(Microsoft.ML.Tokenizers.Tokenizer segmenter, ByteLevelVocabulary vocabulary) : ITokenizer
{
    /// <inheritdoc/>
    public Vocabulary Vocabulary => vocabulary.Pieces;

    /// <inheritdoc/>
    public int[] Encode(string line) => [.. segmenter.EncodeToIds(PieceNotation.ReplaceLoneSurrogates(line))];

    /// <inheritdoc/>
    public string[] EncodeAsPieces(string line) => Array.ConvertAll(Encode(line), id => Vocabulary[id]);

    /// <inheritdoc/>
    public byte[] BytesOf(int id)
    {
        var bytes = new ByteBuffer();
        foreach (byte value in vocabulary.Bytes[id])
        {
            bytes.Append(value == ' ' ? WordBoundaryMark.Utf8 : [value]);
        }

        return bytes.Written.ToArray();
    }

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

        // One U+FFFD for each invalid part, as in tiktoken.
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

/// <summary>The tokens of a byte-level model as bytes and as readable pieces, with the reserved ids that translation needs.</summary>
internal sealed class ByteLevelVocabulary
{
    private static readonly string[] ReservedPieces =
        [ReservedTokens.PadPiece, ReservedTokens.UnkPiece, ReservedTokens.BosPiece, ReservedTokens.EosPiece];

    private ByteLevelVocabulary(Vocabulary vocabulary, byte[][] bytes) => (Pieces, Bytes) = (vocabulary, bytes);

    /// <summary>The readable pieces, reserved ones included.</summary>
    public Vocabulary Pieces { get; }

    /// <summary>The bytes of each id; empty for reserved ones.</summary>
    public byte[][] Bytes { get; }

    /// <summary>Creates the vocabulary; reserved tokens that the files lack get new ids after the last: pad, unk, bos, eos, in this order.</summary>
    /// <param name="name">The model's name in error messages.</param>
    /// <param name="tokens">The bytes of each id; those of reserved tokens are ignored.</param>
    /// <param name="reserved">The reserved tokens that the files have.</param>
    /// <exception cref="DataException">When a byte has no token: text that contains it could not be segmented.</exception>
    public static ByteLevelVocabulary Create(string name, IReadOnlyList<byte[]> tokens, ReservedTokens reserved)
    {
        var all = new List<byte[]>(tokens);
        int[] ids = Array.ConvertAll([reserved.Pad, reserved.Unk, reserved.Bos, reserved.Eos], (int? known) =>
        {
            int id = known ?? all.Count;
            if (known is null)
            {
                all.Add([]);
            }

            all[id] = [];
            return id;
        });
        RequireAllBytes(name, all);
        var pieces = all.ConvertAll(token => PieceNotation.Write(token, ReservedPieces));
        for (int i = 0; i < ids.Length; i++)
        {
            pieces[ids[i]] = ReservedPieces[i];
        }

        return new ByteLevelVocabulary(new Vocabulary(pieces, ids[1], ids[2], ids[3], ids[0]), [.. all]);
    }

    private static void RequireAllBytes(string name, List<byte[]> tokens)
    {
        var found = tokens.Where(token => token.Length == 1).Select(token => token[0]).ToHashSet();
        for (int value = 0; value <= byte.MaxValue; value++)
        {
            if (!found.Contains((byte)value))
            {
                throw new DataException(
                    $"{name}: no token for the byte 0x{value:X2}; "
                    + "a byte-level vocabulary needs one for each of the 256 bytes, so that it can segment any text");
            }
        }
    }
}

/// <summary>Ids of the reserved tokens; null for those that a vocabulary lacks.</summary>
/// <param name="Pad">Padding.</param>
/// <param name="Unk">The unknown token.</param>
/// <param name="Bos">Beginning of a sentence.</param>
/// <param name="Eos">End of a sentence.</param>
internal sealed record ReservedTokens(int? Pad = null, int? Unk = null, int? Bos = null, int? Eos = null)
{
    /// <summary>The padding piece of every family.</summary>
    public const string PadPiece = "<pad>";

    /// <summary>The unknown piece.</summary>
    public const string UnkPiece = "<unk>";

    /// <summary>The piece for the beginning of a sentence.</summary>
    public const string BosPiece = "<s>";

    /// <summary>The piece for the end of a sentence.</summary>
    public const string EosPiece = "</s>";
}
