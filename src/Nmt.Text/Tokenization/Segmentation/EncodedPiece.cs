namespace Nmt.Text.Tokenization.Segmentation;

/// <summary>A piece that is given out.</summary>
/// <param name="Start">Where the text that it stands for begins in the normalized line.</param>
/// <param name="Length">Bytes of that text.</param>
/// <param name="Id">The piece.</param>
/// <param name="IsUnknown">Whether it shows the text of the line and not that of the piece.</param>
internal readonly record struct EncodedPiece(int Start, int Length, int Id, bool IsUnknown);
