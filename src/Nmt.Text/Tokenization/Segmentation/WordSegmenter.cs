namespace Nmt.Text.Tokenization.Segmentation;

/// <summary>Each word, with the blank mark that begins (or ends) it, is a piece.</summary>
internal sealed class WordSegmenter(PieceTable pieces) : ISegmenter
{
    private readonly bool _blankAsSuffix = pieces.Model.Trainer.WhitespaceAsSuffix;

    /// <inheritdoc/>
    public void Cut(ReadOnlySpan<byte> text, List<Segment> output)
    {
        while (!text.IsEmpty)
        {
            var mark = text[(_blankAsSuffix ? 0 : 1)..].IndexOf(Normalizer.BlankMarkUtf8);
            var length = mark < 0 ? text.Length : _blankAsSuffix ? mark + Normalizer.BlankMarkUtf8.Length : mark + 1;
            output.Add(new Segment(length, pieces.IdOrUnknown(text[..length])));
            text = text[length..];
        }
    }
}
