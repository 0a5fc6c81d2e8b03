namespace Nmt.Text.Subwords.Segmentation;

/// <summary>Segments normalized text, in UTF-8, into pieces. Implementations may be called from several threads.</summary>
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
                return pieces.KeepsWordsApart ? new WordwiseBpe(bpe) : bpe;
            case ModelKind.Unigram:
                var unigram = new UnigramSegmenter(pieces);
                return pieces.KeepsWordsApart ? new WordwiseUnigram(unigram) : unigram;
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
/// <param name="Length">Bytes of UTF-8 that it covers.</param>
/// <param name="Id">The piece; the unknown piece for text that is not a piece.</param>
internal readonly record struct Segment(int Length, int Id);

/// <summary>Each word, with the mark in front of it, is a piece.</summary>
/// <remarks>Like SentencePiece, it splits in front of marks even if the model puts them behind words.</remarks>
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

/// <summary>Each character, and each user-defined symbol, is a piece.</summary>
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
