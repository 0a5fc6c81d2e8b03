namespace Nmt.Text.Tokenization;

/// <summary>The pieces that a model trained here begins with.</summary>
internal static class ReservedPieces
{
    public const int Pad = 0;
    public const int Unk = 1;
    public const int Bos = 2;
    public const int Eos = 3;

    /// <summary>Padding, unknown, beginning and end of sentence, and the bytes where they are wanted.</summary>
    public static IReadOnlyList<Piece> For(bool byteFallback)
    {
        List<Piece> pieces =
        [
            new("<pad>", 0, PieceKind.Control),
            new("<unk>", 0, PieceKind.Unknown),
            new("<s>", 0, PieceKind.Control),
            new("</s>", 0, PieceKind.Control),
        ];
        if (byteFallback)
        {
            pieces.AddRange(Enumerable.Range(0, 256).Select(b => new Piece(PieceChecks.ByteText((byte)b), 0, PieceKind.Byte)));
        }

        return pieces;
    }
}
