namespace Nmt.Translation.Unknowns;

/// <summary>The words of a source line as the model saw them.</summary>
internal sealed class SourceWords
{
    private readonly int[] _numbers;
    private readonly string[] _texts;

    public SourceWords(IReadOnlyList<string> pieces, PieceWords words)
    {
        _numbers = words.Number(pieces);
        _texts = [.. pieces.Zip(_numbers).GroupBy(piece => piece.Second)
            .Select(word => string.Concat(word.Select(piece => PieceWords.Text(piece.First))))];
    }

    /// <summary>The word that got most attention in all; what went to the end of sentence, or to what was cropped, does not count.</summary>
    public string MostAttended(IEnumerable<float[]> attention)
    {
        var weights = new double[_texts.Length];
        foreach (float[] row in attention)
        {
            for (int i = 0; i < row.Length - 1; i++)
            {
                weights[_numbers[i]] += row[i];
            }
        }

        return _texts[Array.IndexOf(weights, weights.Max())];
    }
}
