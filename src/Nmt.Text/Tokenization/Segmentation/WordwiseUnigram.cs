namespace Nmt.Text.Tokenization.Segmentation;

/// <summary>Unigram segmentation word by word, with a memory for words.</summary>
/// <remarks>
/// Where <see cref="PieceTable.KeepsWordsApart"/> every path passes each beginning of a word, so that words are cut apart. The
/// scores still add up over the whole line, in single precision, and a close decision can fall differently in another place
/// of another line. A remembered word counts only where rounding cannot have turned any of its decisions.
/// </remarks>
internal sealed class WordwiseUnigram : ISegmenter
{
    // Half a unit in the last place of a sum, relative to the sum.
    private const double Rounding = 1.0 / (1 << 24);
    private readonly UnigramSegmenter _inner;
    private readonly double[] _scores;
    private readonly double _largestScore;
    private readonly WordCache _cache = new();

    /// <summary>Makes the segmenter.</summary>
    public WordwiseUnigram(UnigramSegmenter inner, UnigramScores scores)
    {
        _inner = inner;
        _scores = scores.ByUtf8Length;
        _largestScore = _scores.Max(Math.Abs);
    }

    /// <inheritdoc/>
    public void Cut(ReadOnlySpan<byte> text, List<Segment> output)
    {
        var before = 0f;
        while (!text.IsEmpty)
        {
            var first = output.Count;
            var word = text[..WordCache.FirstWord(text, out var hash)];
            var known = _cache.Find(word, hash);
            if (known is null)
            {
                var margin = _inner.Cut(word, 0, output);
                known = new CachedWord(word.ToArray(), hash, [.. output[first..]], margin);
                _cache.Add(known);
                output.RemoveRange(first, output.Count - first);
            }

            if (IsCertain(known, before))
            {
                output.AddRange(known.Segments.AsSpan());
            }
            else
            {
                _inner.Cut(word, before, output);
            }

            for (var i = first; i < output.Count; i++)
            {
                before = (float)(_scores[output[i].Id] + before);
            }

            text = text[word.Length..];
        }
    }

    // Two sums of at most as many terms as the word has bytes were compared, once here and once with 0 before the word.
    // No sum was larger than the score before the word and the word's own largest one.
    private bool IsCertain(CachedWord word, float before)
    {
        var largestSum = word.Word.Length * _largestScore;
        var error = 2 * word.Word.Length * Rounding * (Math.Abs(before) + (2 * largestSum));
        return word.Margin > error;
    }
}
