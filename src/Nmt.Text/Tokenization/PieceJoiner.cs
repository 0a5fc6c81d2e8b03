using System.Text;

namespace Nmt.Text.Tokenization;

/// <summary>Joins pieces to text, as SentencePiece does.</summary>
internal sealed class PieceJoiner
{
    private readonly SentencePieceModel _model;
    private readonly Normalizer? _denormalizer;
    private readonly bool _stripsFirstBlank;

    /// <summary>Makes the joiner of a model.</summary>
    public PieceJoiner(SentencePieceModel model)
    {
        _model = model;
        _stripsFirstBlank = model.Normalizer.AddDummyPrefix || model.Normalizer.RemoveExtraWhitespaces;
        var map = model.CharsMapOf(model.Denormalizer);
        _denormalizer = map is null ? null : new Normalizer(model.Denormalizer!, map, blankAsSuffix: false, []);
    }

    /// <summary>The text of pieces with their ids; unknown text passes as it is.</summary>
    public string Join(IEnumerable<(string Text, int Id)> pieces)
    {
        var text = new StringBuilder();
        var bytes = new List<byte>();
        var atStart = true;
        var sawFirstBlank = false;
        foreach (var (piece, id) in pieces)
        {
            var kind = _model.Pieces[id].Kind;
            if (kind == PieceKind.Byte)
            {
                bytes.Add(PieceChecks.ByteOf(piece)!.Value);
                continue;
            }

            FlushBytes(bytes, text);
            if (sawFirstBlank || text.Length > 0)
            {
                atStart = false;
            }

            text.Append(Surface(piece, id, kind, atStart, out sawFirstBlank));
        }

        FlushBytes(bytes, text);
        return _denormalizer is null ? text.ToString() : _denormalizer.Normalize(text.ToString());
    }

    private ReadOnlySpan<char> Surface(string piece, int id, PieceKind kind, bool atStart, out bool sawFirstBlank)
    {
        sawFirstBlank = false;
        if (kind == PieceKind.Control)
        {
            return default;
        }

        if (kind == PieceKind.Unknown)
        {
            return piece == _model.Pieces[id].Text ? _model.Trainer.UnkSurface : piece;
        }

        if (atStart && _stripsFirstBlank && piece.StartsWith(Normalizer.BlankMark))
        {
            // Where extra blanks are removed, all the blanks in front go, otherwise only the dummy one.
            sawFirstBlank = !_model.Normalizer.RemoveExtraWhitespaces;
            piece = piece[1..];
        }

        return piece.Replace(Normalizer.BlankMark, ' ');
    }

    /// <summary>Bytes become characters; each byte that belongs to none becomes one U+FFFD.</summary>
    private static void FlushBytes(List<byte> bytes, StringBuilder text)
    {
        ReadOnlySpan<byte> rest = bytes.ToArray();
        while (!rest.IsEmpty)
        {
            var valid = Rune.DecodeFromUtf8(rest, out var rune, out var length) == System.Buffers.OperationStatus.Done;
            text.Append(rune.ToString());
            rest = rest[(valid ? length : 1)..];
        }

        bytes.Clear();
    }
}
