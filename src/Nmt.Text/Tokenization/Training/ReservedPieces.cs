namespace Nmt.Text.Tokenization.Training;

/// <summary>The pieces of a model that training does not choose, each with its id.</summary>
internal static class ReservedPieces
{
    /// <summary>
    /// Unknown, beginning and end of sentence and padding at their ids; then, at the first free ids, control symbols,
    /// user-defined symbols and bytes. A symbol with the text of a reserved piece changes the kind of that piece.
    /// </summary>
    public static SortedDictionary<int, Piece> For(SubwordTrainingOptions options)
    {
        var ids = options.Reserved;
        var pieces = new SortedDictionary<int, Piece> { [ids.Unk] = new(ids.UnkPiece, 0, PieceKind.Unknown) };
        foreach (var (id, text) in new[] { (ids.Bos, ids.BosPiece), (ids.Eos, ids.EosPiece), (ids.Pad, ids.PadPiece) })
        {
            if (id >= 0)
            {
                pieces.Add(id, new Piece(text, 0, PieceKind.Control));
            }
        }

        var symbols = options.ControlSymbols.Select(text => new Piece(text, 0, PieceKind.Control))
            .Concat(options.UserDefinedSymbols.Select(text => new Piece(text, 0, PieceKind.UserDefined)));
        var bytes = Enumerable.Range(0, options.ByteFallback ? 256 : 0)
            .Select(value => new Piece(PieceChecks.ByteText((byte)value), 0, PieceKind.Byte));
        var next = 0;
        foreach (var piece in symbols.Concat(bytes))
        {
            if (pieces.FirstOrDefault(p => p.Value.Text == piece.Text) is { Value.Text: not null } same)
            {
                pieces[same.Key] = piece;
                continue;
            }

            while (pieces.ContainsKey(next))
            {
                next++;
            }

            pieces.Add(next, piece);
        }

        return pieces;
    }
}
