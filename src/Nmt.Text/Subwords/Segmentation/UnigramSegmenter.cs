using System.Text;

namespace Nmt.Text.Subwords.Segmentation;

/// <summary>The segmentation with the best sum of log-probabilities (Kudo 2018), found with the Viterbi algorithm.</summary>
internal sealed class UnigramSegmenter : ISegmenter
{
    private const int MaxArcsOnStack = 256;
    private readonly PieceTable _pieces;
    private readonly double[] _scores;

    /// <summary>Creates the segmenter of a unigram model.</summary>
    public UnigramSegmenter(PieceTable pieces)
    {
        _pieces = pieces;
        _scores = UnigramScores.ByUtf8Length(pieces.Pieces);
    }

    /// <summary>Scores of the pieces, indexed by id.</summary>
    public double[] Scores => _scores;

    /// <inheritdoc/>
    public void Segment(ReadOnlySpan<byte> text, List<Segment> output) => Segment(text, 0, output);

    /// <summary>Segments a part of a text.</summary>
    /// <param name="text">The part.</param>
    /// <param name="before">Score of the path before it: sums must round as in the whole text, so that ties are resolved identically.</param>
    /// <param name="output">Receives the segments.</param>
    /// <returns>The margin of the closest decision; infinite if there is none.</returns>
    public double Segment(ReadOnlySpan<byte> text, float before, List<Segment> output)
    {
        var ends = text.Length < MaxArcsOnStack ? stackalloc Arc[text.Length + 1] : new Arc[text.Length + 1];
        ends.Fill(new Arc(-1, 0, 0f));
        ends[0] = new Arc(-1, 0, before);
        double margin = FindBestPaths(text, ends);
        int first = output.Count;
        for (int end = text.Length; end > 0; end = ends[end].Start)
        {
            output.Add(new Segment(end - ends[end].Start, ends[end].Id));
        }

        output.Reverse(first, output.Count - first);
        return margin;
    }

    /// <summary>Finds the best path to each position; no path ends inside a character.</summary>
    private double FindBestPaths(ReadOnlySpan<byte> text, Span<Arc> ends)
    {
        double margin = double.PositiveInfinity;
        var trie = _pieces.Trie;
        for (int start = 0; start < text.Length;)
        {
            float before = ends[start].Score;
            int character = PrefixTrie.CharacterLength(text[start..]);
            bool coversCharacter = false;
            int node = PrefixTrie.Root;
            for (int end = start + 1; end <= text.Length && trie.TryStep(ref node, text[end - 1]); end++)
            {
                int id = trie.ValueAt(node);
                if (id >= 0 && !_pieces.IsUnused(id))
                {
                    // Compared in double, stored in float, as in SentencePiece: sums must round identically to resolve ties identically.
                    Offer(ref ends[end], start, id, _scores[id] + before, ref margin);
                    coversCharacter |= end - start == character;
                }
            }

            if (!coversCharacter)
            {
                Offer(ref ends[start + character], start, _pieces.Unk, _scores[_pieces.Unk] + before, ref margin);
            }

            start += character;
        }

        return margin;
    }

    private static void Offer(ref Arc best, int start, int id, double score, ref double margin)
    {
        if (best.Start >= 0)
        {
            margin = Math.Min(margin, Math.Abs(score - best.Score));
            if (!(score > best.Score))
            {
                return;
            }
        }

        best = new Arc(start, id, (float)score);
    }

    /// <summary>The last piece of the best path that ends at a position.</summary>
    private readonly record struct Arc(int Start, int Id, float Score);
}

/// <summary>Unigram segmentation word by word, with a cache of words.</summary>
/// <remarks>
/// If <see cref="PieceTable.CanSegmentWordwise"/>, every path passes through each word boundary, so words can be segmented separately.
/// But scores are summed over the whole line in single precision, so a close decision can go the other way at another position or
/// in another line. A cached word is used only if rounding cannot have changed any of its decisions.
/// </remarks>
internal sealed class WordwiseUnigram : ISegmenter
{
    // Half a unit in the last place of a sum, relative to the sum.
    private const double Rounding = 1.0 / (1 << 24);
    private readonly UnigramSegmenter _inner;
    private readonly double[] _scores;
    private readonly double _largestScore;
    private readonly WordCache _cache = new();

    /// <summary>Creates the segmenter around the one that segments single words.</summary>
    public WordwiseUnigram(UnigramSegmenter inner)
    {
        _inner = inner;
        _scores = inner.Scores;
        _largestScore = _scores.Max(Math.Abs);
    }

    /// <inheritdoc/>
    public void Segment(ReadOnlySpan<byte> text, List<Segment> output)
    {
        float before = 0f;
        while (!text.IsEmpty)
        {
            int first = output.Count;
            var word = text[..WordCache.FirstWord(text, out uint hash)];
            var known = _cache.Find(word, hash);
            if (known is null)
            {
                double margin = _inner.Segment(word, 0, output);
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
                _inner.Segment(word, before, output);
            }

            for (int i = first; i < output.Count; i++)
            {
                before = (float)(_scores[output[i].Id] + before);
            }

            text = text[word.Length..];
        }
    }

    // A decision compares two sums of at most one term per byte of the word; the score before the word is 0 in the cache.
    // No sum exceeds the score before the word plus the word's own largest sum.
    private bool IsCertain(CachedWord word, float before)
    {
        double largestSum = word.Word.Length * _largestScore;
        double error = 2 * word.Word.Length * Rounding * (Math.Abs(before) + (2 * largestSum));
        return word.Margin > error;
    }
}

/// <summary>Path scores of the pieces of a unigram model, indexed by id.</summary>
/// <remarks>Pieces that a restricted vocabulary excludes still count for the lowest and the highest score.</remarks>
internal static class UnigramScores
{
    // SentencePiece's constants: an unknown character scores this much less than the worst piece,
    // a user-defined symbol always beats a path around it.
    private const float UnknownPenalty = 10f;
    private const double UserDefinedPenalty = 0.1;

    // SentencePiece starts its search for the highest score at C's FLT_MIN, the smallest positive normal number.
    private const float InitialMaximum = 1.17549435e-38f;

    /// <summary>Scores for the best-path search, which measures user-defined symbols in bytes.</summary>
    public static double[] ByUtf8Length(IReadOnlyList<Piece> pieces) => Compute(pieces, text => Encoding.UTF8.GetByteCount(text));

    /// <summary>Scores for the lattice of n-best search and sampling, which measures user-defined symbols in characters.</summary>
    public static float[] ByCharacters(IReadOnlyList<Piece> pieces) =>
        Array.ConvertAll(Compute(pieces, text => text.EnumerateRunes().Count()), score => (float)score);

    private static double[] Compute(IReadOnlyList<Piece> pieces, Func<string, int> length)
    {
        var normal = pieces.Where(piece => piece.Kind == PieceKind.Normal).Select(piece => piece.Score).ToList();
        float unknown = normal.Append(float.MaxValue).Min() - UnknownPenalty;
        float best = normal.Append(InitialMaximum).Max();
        return
        [
            .. pieces.Select(piece => piece.Kind switch
            {
                PieceKind.Unknown => unknown,
                PieceKind.UserDefined => (length(piece.Text) * best) - UserDefinedPenalty,
                _ => piece.Score,
            }),
        ];
    }
}
