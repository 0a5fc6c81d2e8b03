namespace Nmt.Text.Subwords.Segmentation;

/// <summary>Segments normalized UTF-8 text into pieces. Implementations are thread-safe.</summary>
internal interface ISegmenter
{
    /// <summary>Appends segments that together cover the text.</summary>
    void Segment(ReadOnlySpan<byte> text, List<Segment> output);

    /// <summary>Creates the segmenter of a model.</summary>
    static ISegmenter Create(PieceTable pieces)
    {
        switch (pieces.Kind)
        {
            case ModelKind.Bpe:
                var bpe = new BpeSegmenter(pieces);
                return pieces.CanSegmentWordwise ? new WordwiseBpe(bpe) : bpe;
            case ModelKind.Unigram:
                var unigram = new UnigramSegmenter(pieces);
                return pieces.CanSegmentWordwise ? new WordwiseUnigram(unigram) : unigram;
            case ModelKind.Word:
                return new WordSegmenter(pieces);
            case ModelKind.Char:
                return new CharSegmenter(pieces);
            default:
                throw new ArgumentOutOfRangeException(nameof(pieces), pieces.Kind, "no such model type");
        }
    }
}

/// <summary>A span of normalized text that is one piece.</summary>
/// <param name="Length">Number of UTF-8 bytes that it covers.</param>
/// <param name="Id">The piece; the unknown piece if the text is not a piece.</param>
internal readonly record struct Segment(int Length, int Id);

/// <summary>Segments into words, each with the word boundary mark before it.</summary>
/// <remarks>Like SentencePiece, it splits before marks even if the model places them after words.</remarks>
internal sealed class WordSegmenter(PieceTable pieces) : ISegmenter
{
    /// <inheritdoc/>
    public void Segment(ReadOnlySpan<byte> text, List<Segment> output)
    {
        while (!text.IsEmpty)
        {
            int length = text[1..].IndexOf(WordBoundaryMark.Utf8) + 1;
            length = length == 0 ? text.Length : length;
            output.Add(new Segment(length, pieces.IdOrUnknown(text[..length])));
            text = text[length..];
        }
    }
}

/// <summary>Segments into characters and user-defined symbols.</summary>
internal sealed class CharSegmenter(PieceTable pieces) : ISegmenter
{
    /// <inheritdoc/>
    public void Segment(ReadOnlySpan<byte> text, List<Segment> output)
    {
        while (!text.IsEmpty)
        {
            int length = pieces.FirstSymbol(text, out _);
            output.Add(new Segment(length, pieces.IdOrUnknown(text[..length])));
            text = text[length..];
        }
    }
}
