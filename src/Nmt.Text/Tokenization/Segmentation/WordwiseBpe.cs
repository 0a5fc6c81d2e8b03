namespace Nmt.Text.Tokenization.Segmentation;

/// <summary>Byte pair encoding word by word, with a memory for words.</summary>
/// <remarks>
/// Exact where <see cref="PieceTable.KeepsWordsApart"/>: no merge can cross the beginning of a word then, and the merges
/// inside one word do not depend on other words.
/// </remarks>
internal sealed class WordwiseBpe(BpeSegmenter inner) : ISegmenter
{
    private readonly WordCache _cache = new();

    /// <inheritdoc/>
    public void Cut(ReadOnlySpan<byte> text, List<Segment> output)
    {
        while (!text.IsEmpty)
        {
            var word = text[..WordCache.FirstWord(text, out var hash)];
            if (_cache.Find(word, hash) is { } known)
            {
                output.AddRange(known.Segments.AsSpan());
            }
            else
            {
                var first = output.Count;
                inner.Cut(word, output);
                _cache.Add(new CachedWord(word.ToArray(), hash, [.. output[first..]], 0));
            }

            text = text[word.Length..];
        }
    }
}
