using System.Buffers;
using System.Text;
using Nmt.Text.Subwords.Normalization;

namespace Nmt.Text.Subwords.SentencePiece;

/// <summary>Decodes pieces to text, as SentencePiece does.</summary>
internal sealed class PieceDecoder
{
    private readonly PieceKind[] _kinds;
    private readonly byte[] _bytes;
    private readonly byte[] _unknownPiece;
    private readonly byte[] _unknownSurface;
    private readonly bool _removesExtraSpaces;
    private readonly bool _stripsFirstSpace;
    private readonly Normalizer? _denormalizer;

    /// <summary>Creates the decoder of a model.</summary>
    public PieceDecoder(SentencePieceModel model)
    {
        _kinds = [.. model.Pieces.Select(p => p.Kind)];
        _bytes = [.. model.Pieces.Select(p => p.Kind == PieceKind.Byte ? Piece.ByteOf(p.Text)!.Value : (byte)0)];
        _unknownPiece = Encoding.UTF8.GetBytes(model.Vocabulary[model.Vocabulary.Unk]);
        _unknownSurface = Encoding.UTF8.GetBytes(model.Trainer.UnkSurface);
        _removesExtraSpaces = model.Normalizer.RemoveExtraWhitespaces;
        _stripsFirstSpace = model.Normalizer.AddDummyPrefix || _removesExtraSpaces;
        var map = model.ReadCharsMap(model.Denormalizer);
        _denormalizer = map is null ? null : new Normalizer(model.Denormalizer!, map, whitespaceAsSuffix: false, []);
    }

    /// <summary>Appends a piece; unknown text is kept as it is.</summary>
    public void Append(DecodeBuffer decoded, ReadOnlySpan<byte> piece, int id)
    {
        var kind = _kinds[id];
        if (kind == PieceKind.Byte)
        {
            decoded.Bytes.Append(_bytes[id]);
            return;
        }

        FlushBytes(decoded);
        decoded.IsAtStart &= !decoded.SawFirstSpace && decoded.Text.Length == 0;
        decoded.SawFirstSpace = false;
        if (kind == PieceKind.Control)
        {
            return;
        }

        if (kind == PieceKind.Unknown)
        {
            decoded.Text.Append(piece.SequenceEqual(_unknownPiece) ? _unknownSurface : piece);
            return;
        }

        if (decoded.IsAtStart && _stripsFirstSpace && piece.StartsWith(WordBoundaryMark.Utf8))
        {
            // If extra spaces are removed, strip all leading spaces; otherwise only the dummy prefix.
            decoded.SawFirstSpace = !_removesExtraSpaces;
            piece = piece[WordBoundaryMark.Utf8.Length..];
        }

        AppendWithSpaces(decoded.Text, piece);
    }

    /// <summary>The text of all pieces; valid until the next change.</summary>
    public ReadOnlySpan<byte> Finish(DecodeBuffer decoded)
    {
        FlushBytes(decoded);
        if (_denormalizer is null)
        {
            return decoded.Text.Written;
        }

        var result = new ByteBuffer();
        _denormalizer.Normalize(decoded.Text.Written, result);
        return result.Written;
    }

    private static void AppendWithSpaces(ByteBuffer text, ReadOnlySpan<byte> piece)
    {
        var mark = WordBoundaryMark.Utf8;
        for (int at; (at = piece.IndexOf(mark)) >= 0; piece = piece[(at + mark.Length)..])
        {
            text.Append(piece[..at]);
            text.Append((byte)' ');
        }

        text.Append(piece);
    }

    /// <summary>Converts bytes to characters; each byte that is not part of one becomes U+FFFD.</summary>
    private static void FlushBytes(DecodeBuffer decoded)
    {
        var rest = decoded.Bytes.Written;
        while (!rest.IsEmpty)
        {
            bool isValid = Rune.DecodeFromUtf8(rest, out _, out int length) == OperationStatus.Done;
            decoded.Text.Append(isValid ? rest[..length] : "\uFFFD"u8);
            rest = rest[(isValid ? length : 1)..];
        }

        decoded.Bytes.Truncate(0);
    }
}

/// <summary>Text that is being decoded from pieces.</summary>
internal sealed class DecodeBuffer
{
    /// <summary>The text so far, in UTF-8.</summary>
    public ByteBuffer Text { get; } = new();

    /// <summary>Bytes of byte pieces that are not yet part of the text.</summary>
    public ByteBuffer Bytes { get; } = new();

    /// <summary>Whether a space would be the dummy prefix of the line.</summary>
    public bool IsAtStart { get; set; } = true;

    /// <summary>Whether the last piece began with that space.</summary>
    public bool SawFirstSpace { get; set; }

    /// <summary>Starts a new text.</summary>
    public void Clear()
    {
        Text.Truncate(0);
        Bytes.Truncate(0);
        IsAtStart = true;
        SawFirstSpace = false;
    }
}
