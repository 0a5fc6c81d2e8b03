namespace Nmt.Text.Tokenization.Segmentation;

/// <summary>Cuts normalized text, in UTF-8, into pieces. Implementers are safe to call from several threads.</summary>
internal interface ISegmenter
{
    /// <summary>Appends segments that together cover the text.</summary>
    void Cut(ReadOnlySpan<byte> text, List<Segment> output);
}
