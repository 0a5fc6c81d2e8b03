namespace Nmt.Text.Tokenization;

/// <summary>Each character, and each user-defined symbol, is a piece.</summary>
internal sealed class CharSegmenter(PieceTable pieces) : ISegmenter
{
    /// <inheritdoc/>
    public void Cut(ReadOnlySpan<char> text, List<Segment> output)
    {
        while (!text.IsEmpty)
        {
            var length = pieces.FirstSymbol(text, out _);
            output.Add(new Segment(length, pieces.IdOrUnknown(text[..length])));
            text = text[length..];
        }
    }
}
