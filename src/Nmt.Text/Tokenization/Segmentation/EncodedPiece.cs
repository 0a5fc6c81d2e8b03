namespace Nmt.Text.Tokenization.Segmentation;

/// <summary>A piece that is given out.</summary>
/// <param name="Start">Where the text that it stands for begins in the normalized line.</param>
/// <param name="Length">Bytes of that text.</param>
/// <param name="Id">The piece.</param>
/// <param name="IsVerbatim">Whether it shows that text, and not the text of the piece, as bytes and reserved pieces do.</param>
internal readonly record struct EncodedPiece(int Start, int Length, int Id, bool IsVerbatim);
