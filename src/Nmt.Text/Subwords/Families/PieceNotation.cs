using System.Buffers;
using System.Globalization;
using System.Text;

namespace Nmt.Text.Subwords.Families;

/// <summary>
/// Writes the bytes of a token as a readable piece, in the notation of SentencePiece's models: U+2581 for a space, and
/// <c>&lt;0xE2&gt;</c> for a byte that is not part of a character. Different tokens have different pieces: text that would
/// read as one of these marks is itself spelled as bytes.
/// </summary>
internal static class PieceNotation
{
    private const int ByteMarkLength = 6;

    /// <summary>Writes a token's bytes as a piece; <see cref="Read"/> restores the bytes.</summary>
    /// <param name="token">The bytes.</param>
    /// <param name="reserved">Pieces that the token must not look like, because they represent no text.</param>
    public static string Write(ReadOnlySpan<byte> token, IReadOnlyCollection<string> reserved)
    {
        string piece = Write(token, spellsFirst: false);
        return reserved.Contains(piece) ? Write(token, spellsFirst: true) : piece;
    }

    /// <summary>The bytes that a piece represents.</summary>
    public static byte[] Read(string piece)
    {
        var bytes = new List<byte>(piece.Length);
        Span<byte> utf8 = stackalloc byte[4];
        for (int i = 0; i < piece.Length;)
        {
            if (ByteAt(piece.AsSpan(i)) is { } value)
            {
                bytes.Add(value);
                i += ByteMarkLength;
                continue;
            }

            _ = Rune.DecodeFromUtf16(piece.AsSpan(i), out var rune, out int length);
            bytes.AddRange(rune.Value == WordBoundaryMark.Character ? " "u8 : utf8[..rune.EncodeToUtf8(utf8)]);
            i += length;
        }

        return [.. bytes];
    }

    private static string Write(ReadOnlySpan<byte> token, bool spellsFirst)
    {
        var piece = new StringBuilder(token.Length);
        for (int i = 0; i < token.Length;)
        {
            bool isCharacter = Rune.DecodeFromUtf8(token[i..], out var rune, out int length) == OperationStatus.Done;
            var bytes = token.Slice(i, length);
            if (isCharacter && rune.Value == ' ')
            {
                piece.Append(WordBoundaryMark.Character);
            }
            else if (!isCharacter || (spellsFirst && i == 0) || IsSpelled(rune) || LooksLikeByte(token[i..]))
            {
                foreach (byte value in bytes)
                {
                    piece.Append(Piece.ByteText(value));
                }
            }
            else
            {
                piece.Append(rune.ToString());
            }

            i += length;
        }

        return piece.ToString();
    }

    /// <summary>Characters that would be misread: the word boundary mark, line separators and control characters.</summary>
    private static bool IsSpelled(Rune rune) => rune.Value == WordBoundaryMark.Character
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    private static bool LooksLikeByte(ReadOnlySpan<byte> token) =>
        token.Length >= ByteMarkLength && token[0] == '<' && Piece.ByteOf(Encoding.Latin1.GetString(token[..ByteMarkLength])) is not null;

    private static byte? ByteAt(ReadOnlySpan<char> piece) =>
        piece.Length >= ByteMarkLength && piece[0] == '<' ? Piece.ByteOf(piece[..ByteMarkLength].ToString()) : null;

    /// <summary>Replaces each lone surrogate, which has no UTF-8 encoding, by U+FFFD.</summary>
    public static string ReplaceLoneSurrogates(string text) =>
        text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF')
            ? Encoding.Unicode.GetString(Encoding.Unicode.GetBytes(text)) // decoding replaces ill-formed units
            : text;
}
