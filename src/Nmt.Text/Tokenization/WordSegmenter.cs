namespace Nmt.Text.Tokenization;

/// <summary>Each word, with the blank mark that begins (or ends) it, is a piece.</summary>
internal sealed class WordSegmenter(PieceTable pieces) : ISegmenter
{
    private readonly bool _blankAsSuffix = pieces.Model.Trainer.WhitespaceAsSuffix;

    /// <inheritdoc/>
    public void Cut(ReadOnlySpan<char> text, List<Segment> output)
    {
        while (!text.IsEmpty)
        {
            var length = _blankAsSuffix
                ? text.IndexOf(Normalizer.BlankMark) + 1
                : text[1..].IndexOf(Normalizer.BlankMark) + 1;
            length = length == 0 ? text.Length : length;
            output.Add(new Segment(length, pieces.IdOrUnknown(text[..length])));
            text = text[length..];
        }
    }
}
