using System.Buffers;
using System.Text;

namespace Nmt.Text.Tokenization;

/// <summary>Joins pieces to text, as SentencePiece does.</summary>
internal sealed class PieceJoiner
{
    private readonly PieceKind[] _kinds;
    private readonly byte[] _bytes;
    private readonly byte[] _unknownPiece;
    private readonly byte[] _unknownSurface;
    private readonly bool _removesExtraBlanks;
    private readonly bool _stripsFirstBlank;
    private readonly Normalizer? _denormalizer;

    /// <summary>Makes the joiner of a model.</summary>
    public PieceJoiner(SentencePieceModel model)
    {
        _kinds = [.. model.Pieces.Select(p => p.Kind)];
        _bytes = [.. model.Pieces.Select(p => p.Kind == PieceKind.Byte ? PieceChecks.ByteOf(p.Text)!.Value : (byte)0)];
        _unknownPiece = Encoding.UTF8.GetBytes(model.Vocabulary[model.Vocabulary.Unk]);
        _unknownSurface = Encoding.UTF8.GetBytes(model.Trainer.UnkSurface);
        _removesExtraBlanks = model.Normalizer.RemoveExtraWhitespaces;
        _stripsFirstBlank = model.Normalizer.AddDummyPrefix || _removesExtraBlanks;
        var map = model.CharsMapOf(model.Denormalizer);
        _denormalizer = map is null ? null : new Normalizer(model.Denormalizer!, map, blankAsSuffix: false, []);
    }

    /// <summary>Appends a piece; unknown text passes as it is.</summary>
    public void Append(JoinedText joined, ReadOnlySpan<byte> piece, int id)
    {
        var kind = _kinds[id];
        if (kind == PieceKind.Byte)
        {
            joined.Bytes.Append(_bytes[id]);
            return;
        }

        FlushBytes(joined);
        joined.IsAtStart &= !joined.SawFirstBlank && joined.Text.Length == 0;
        joined.SawFirstBlank = false;
        if (kind == PieceKind.Control)
        {
            return;
        }

        if (kind == PieceKind.Unknown)
        {
            joined.Text.Append(piece.SequenceEqual(_unknownPiece) ? _unknownSurface : piece);
            return;
        }

        if (joined.IsAtStart && _stripsFirstBlank && piece.StartsWith(Normalizer.BlankMarkUtf8))
        {
            // Where extra blanks are removed, all the blanks in front go, otherwise only the dummy one.
            joined.SawFirstBlank = !_removesExtraBlanks;
            piece = piece[Normalizer.BlankMarkUtf8.Length..];
        }

        AppendWithBlanks(joined.Text, piece);
    }

    /// <summary>The text of all pieces; valid until the next change.</summary>
    public ReadOnlySpan<byte> Finish(JoinedText joined)
    {
        FlushBytes(joined);
        if (_denormalizer is null)
        {
            return joined.Text.Written;
        }

        var result = new ByteBuffer();
        _denormalizer.Normalize(joined.Text.Written, result);
        return result.Written;
    }

    private static void AppendWithBlanks(ByteBuffer text, ReadOnlySpan<byte> piece)
    {
        var mark = Normalizer.BlankMarkUtf8;
        for (int at; (at = piece.IndexOf(mark)) >= 0; piece = piece[(at + mark.Length)..])
        {
            text.Append(piece[..at]);
            text.Append((byte)' ');
        }

        text.Append(piece);
    }

    /// <summary>Bytes become characters; each byte that belongs to none becomes one U+FFFD.</summary>
    private static void FlushBytes(JoinedText joined)
    {
        var rest = joined.Bytes.Written;
        while (!rest.IsEmpty)
        {
            var isValid = Rune.DecodeFromUtf8(rest, out _, out var length) == OperationStatus.Done;
            joined.Text.Append(isValid ? rest[..length] : "\uFFFD"u8);
            rest = rest[(isValid ? length : 1)..];
        }

        joined.Bytes.Truncate(0);
    }
}
