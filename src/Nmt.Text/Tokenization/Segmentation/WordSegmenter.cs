namespace Nmt.Text.Tokenization.Segmentation;

/// <summary>Each word, with the blank mark that begins it, is a piece.</summary>
/// <remarks>SentencePiece cuts in front of blank marks also where the model puts them behind words, and so is it here.</remarks>
internal sealed class WordSegmenter(PieceTable pieces) : ISegmenter
{
    /// <inheritdoc/>
    public void Cut(ReadOnlySpan<byte> text, List<Segment> output)
    {
        while (!text.IsEmpty)
        {
            var length = text[1..].IndexOf(Normalizer.BlankMarkUtf8) + 1;
            length = length == 0 ? text.Length : length;
            output.Add(new Segment(length, pieces.IdOrUnknown(text[..length])));
            text = text[length..];
        }
    }
}
