namespace Nmt.Text.Tokenization.Segmentation;

/// <summary>Which segmenter a model needs.</summary>
internal static class Segmenters
{
    /// <summary>Makes the segmenter.</summary>
    /// <exception cref="DataException">When the model is of a kind that does not exist.</exception>
    public static ISegmenter Of(PieceTable table)
    {
        switch (table.Model.Kind)
        {
            case ModelKind.Bpe:
                var bpe = new BpeSegmenter(table);
                return table.KeepsWordsApart ? new WordwiseBpe(bpe) : bpe;
            case ModelKind.Unigram:
                var scores = new UnigramScores(table.Model);
                var unigram = new UnigramSegmenter(table, scores);
                return table.KeepsWordsApart ? new WordwiseUnigram(unigram, scores) : unigram;
            case ModelKind.Word:
                return new WordSegmenter(table);
            case ModelKind.Char:
                return new CharSegmenter(table);
            default:
                throw new DataException($"{table.Model.Name}: unknown SentencePiece model type {(int)table.Model.Kind}");
        }
    }
}
