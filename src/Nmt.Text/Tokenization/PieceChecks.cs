using System.Globalization;

namespace Nmt.Text.Tokenization;

/// <summary>The rules that the pieces of a model obey, whoever made it.</summary>
internal static class PieceChecks
{
    /// <summary>Checks every piece and yields the ids by text.</summary>
    /// <exception cref="DataException">At the first piece that breaks a rule.</exception>
    public static Dictionary<string, int> IdsByText(string name, IReadOnlyList<Piece> pieces, bool byteFallback)
    {
        if (pieces.Count == 0)
        {
            throw new DataException($"{name}: not a SentencePiece model: it has no pieces");
        }

        var ids = new Dictionary<string, int>(pieces.Count, StringComparer.Ordinal);
        for (var id = 0; id < pieces.Count; id++)
        {
            var piece = pieces[id];
            var fault = piece switch
            {
                { Text.Length: 0 } => "is empty",
                _ when !Enum.IsDefined(piece.Kind) => $"has the unknown type {(int)piece.Kind}",
                _ when !float.IsFinite(piece.Score) => "has a score that is no number",
                { Kind: PieceKind.Byte } when !byteFallback => "is a byte, but byte fallback is off",
                { Kind: PieceKind.Byte } when ByteOf(piece.Text) is null => "is marked as a byte but is none",
                _ when !ids.TryAdd(piece.Text, id) => $"is there twice ('{piece.Text}')",
                _ => null,
            };
            if (fault is not null)
            {
                throw new DataException($"{name}: damaged SentencePiece model: piece {id} {fault}");
            }
        }

        if (byteFallback)
        {
            RequireAllBytes(name, pieces, ids);
        }

        return ids;
    }

    /// <summary>The piece that stands for a byte, for example <c>&lt;0x0A&gt;</c>.</summary>
    public static string ByteText(byte value) => string.Create(CultureInfo.InvariantCulture, $"<0x{value:X2}>");

    /// <summary>The byte that a piece stands for, or null.</summary>
    public static byte? ByteOf(string text) =>
        text.Length == 6 && byte.TryParse(text.AsSpan(3, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
        && text == ByteText(value)
            ? value
            : null;

    private static void RequireAllBytes(string name, IReadOnlyList<Piece> pieces, Dictionary<string, int> ids)
    {
        for (var value = 0; value <= byte.MaxValue; value++)
        {
            var text = ByteText((byte)value);
            if (!ids.TryGetValue(text, out var id) || pieces[id].Kind != PieceKind.Byte)
            {
                throw new DataException($"{name}: damaged SentencePiece model: byte fallback is on, but there is no byte piece {text}");
            }
        }
    }
}
