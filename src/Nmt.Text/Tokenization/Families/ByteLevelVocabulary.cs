using Nmt.Text.Vocabularies;

namespace Nmt.Text.Tokenization.Families;

/// <summary>The tokens of a byte-level model as bytes and as readable pieces, with the reserved ids that translation needs.</summary>
internal sealed class ByteLevelVocabulary
{
    private static readonly string[] ReservedPieces =
        [ReservedTokens.PadPiece, ReservedTokens.UnkPiece, ReservedTokens.BosPiece, ReservedTokens.EosPiece];

    private ByteLevelVocabulary(Vocabulary vocabulary, byte[][] bytes) => (Pieces, Bytes) = (vocabulary, bytes);

    /// <summary>The readable pieces, reserved ones included.</summary>
    public Vocabulary Pieces { get; }

    /// <summary>The bytes of each id; none for reserved ones.</summary>
    public byte[][] Bytes { get; }

    /// <summary>Names the reserved tokens; those that the files lack get new ids after the last: pad, unk, bos, eos, in this order.</summary>
    /// <param name="name">What error messages call the model.</param>
    /// <param name="tokens">The bytes of each id; those of reserved tokens do not matter.</param>
    /// <param name="reserved">The reserved tokens that the files have.</param>
    /// <exception cref="DataException">When a byte has no token: text with it could not be segmented.</exception>
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
                    $"{name}: no token for the byte 0x{value:X2}; a byte-level vocabulary needs one for each of the 256 bytes, so that it can segment any text");
            }
        }
    }
}
