using System.Globalization;

namespace Nmt.Text.Subwords;

/// <summary>An entry of a SentencePiece model; its position is its id.</summary>
/// <param name="Text">The piece, with U+2581 for a space.</param>
/// <param name="Score">Log-probability (unigram) or minus the rank of the merge (BPE); higher is better.</param>
/// <param name="Kind">What the piece is for.</param>
public readonly record struct Piece(string Text, float Score, PieceKind Kind)
{
    /// <summary>The text of the piece for a byte, for example <c>&lt;0x0A&gt;</c>.</summary>
    internal static string ByteText(byte value) => string.Create(CultureInfo.InvariantCulture, $"<0x{value:X2}>");

    /// <summary>The byte that the text of a piece represents; null if it is not a byte piece.</summary>
    internal static byte? ByteOf(string text) =>
        text.Length == 6 && byte.TryParse(text.AsSpan(3, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out byte value)
        && text == ByteText(value)
            ? value
            : null;
}

/// <summary>The role of a piece in a SentencePiece model; the values are those of the file format.</summary>
public enum PieceKind
{
    /// <summary>A subword.</summary>
    Normal = 1,

    /// <summary>Represents text that no piece covers; each model has exactly one.</summary>
    Unknown = 2,

    /// <summary>Represents no text: padding, beginning and end of sentence.</summary>
    Control = 3,

    /// <summary>Text that is always one piece, split off before the rest is segmented.</summary>
    UserDefined = 4,

    /// <summary>A subword that takes part in merges but is split again in the result.</summary>
    Unused = 5,

    /// <summary>One byte of a character that no piece covers.</summary>
    Byte = 6,
}

/// <summary>The segmentation algorithm of a SentencePiece model; the values are those of the file format.</summary>
public enum ModelKind
{
    /// <summary>The path with the best sum of piece scores (Kudo 2018).</summary>
    Unigram = 1,

    /// <summary>Byte pair encoding: the best adjacent pair is merged until none is left (Sennrich et al. 2016).</summary>
    Bpe = 2,

    /// <summary>Whole words.</summary>
    Word = 3,

    /// <summary>Single characters.</summary>
    Char = 4,
}

/// <summary>The names of segmentation algorithms in text.</summary>
public static class ModelKinds
{
    /// <summary>The usual spelling of an algorithm, such as BPE.</summary>
    public static string DisplayName(this ModelKind kind) => kind == ModelKind.Bpe ? "BPE" : kind.ToString().ToLowerInvariant();
}

/// <summary>SentencePiece's mark for a space, "lower one eighth block": it begins a word, or ends one in models with whitespace as suffix.</summary>
public static class WordBoundaryMark
{
    /// <summary>The mark as a character.</summary>
    public const char Character = '\u2581';

    /// <summary>The mark in UTF-8.</summary>
    public static ReadOnlySpan<byte> Utf8 => "\u2581"u8;
}
