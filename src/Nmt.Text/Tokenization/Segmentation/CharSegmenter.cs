namespace Nmt.Text.Tokenization.Segmentation;

/// <summary>Each character, and each user-defined symbol, is a piece.</summary>
internal sealed class CharSegmenter(PieceTable pieces) : ISegmenter
{
    /// <inheritdoc/>
    public void Cut(ReadOnlySpan<byte> text, List<Segment> output)
    {
        while (!text.IsEmpty)
        {
            var length = pieces.FirstSymbol(text, out _);
            output.Add(new Segment(length, pieces.IdOrUnknown(text[..length])));
            text = text[length..];
        }
    }
}
