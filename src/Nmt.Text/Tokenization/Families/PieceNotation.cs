using System.Buffers;
using System.Globalization;
using System.Text;

namespace Nmt.Text.Tokenization.Families;

/// <summary>
/// Writes the bytes of a token as a readable piece, in the notation that SentencePiece's models have: U+2581 for a space, and
/// <c>&lt;0xE2&gt;</c> for a byte that is no character of its own. Two tokens never look alike: whatever would read as one of
/// these marks is spelled as bytes itself.
/// </summary>
internal static class PieceNotation
{
    /// <summary>The mark of a space, U+2581.</summary>
    public const char Space = '\u2581';

    private const int ByteMarkLength = 6;

    /// <summary>A token's bytes as a piece; <see cref="Read"/> gives the bytes back.</summary>
    /// <param name="token">The bytes.</param>
    /// <param name="reserved">Pieces that the token must not look like, because they stand for no text.</param>
    public static string Write(ReadOnlySpan<byte> token, IReadOnlyCollection<string> reserved)
    {
        string piece = Write(token, spellsFirst: false);
        return reserved.Contains(piece) ? Write(token, spellsFirst: true) : piece;
    }

    /// <summary>The bytes that a piece stands for.</summary>
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
            bytes.AddRange(rune.Value == Space ? " "u8 : utf8[..rune.EncodeToUtf8(utf8)]);
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
                piece.Append(Space);
            }
            else if (!isCharacter || (spellsFirst && i == 0) || IsSpelled(rune) || LooksLikeByte(token[i..]))
            {
                foreach (byte value in bytes)
                {
                    piece.Append(PieceChecks.ByteText(value));
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

    /// <summary>Characters that cannot be seen as themselves: the mark of a space, and those that end or steer lines.</summary>
    private static bool IsSpelled(Rune rune) => rune.Value == Space
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    private static bool LooksLikeByte(ReadOnlySpan<byte> token) =>
        token.Length >= ByteMarkLength && token[0] == '<' && PieceChecks.ByteOf(Encoding.Latin1.GetString(token[..ByteMarkLength])) is not null;

    private static byte? ByteAt(ReadOnlySpan<char> piece) =>
        piece.Length >= ByteMarkLength && piece[0] == '<' ? PieceChecks.ByteOf(piece[..ByteMarkLength].ToString()) : null;
}
