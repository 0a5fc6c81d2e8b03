namespace Nmt.Text.Tokenization;

/// <summary>Cuts normalized text into pieces. Implementers are safe to call from several threads.</summary>
internal interface ISegmenter
{
    /// <summary>Appends segments that together cover the text.</summary>
    void Cut(ReadOnlySpan<char> text, List<Segment> output);
}
