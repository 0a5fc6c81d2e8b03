namespace Nmt.Text.Tokenization.Segmentation;

/// <summary>A stretch of normalized text that is one piece.</summary>
/// <param name="Length">Bytes of UTF-8 that it covers.</param>
/// <param name="Id">The piece; the unknown piece for text that is none.</param>
internal readonly record struct Segment(int Length, int Id);
