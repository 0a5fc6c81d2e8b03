namespace Nmt.Text.Tokenization.Segmentation;

/// <summary>The segmentation with the best sum of log-probabilities (Kudo 2018), found with Viterbi's algorithm.</summary>
internal sealed class UnigramSegmenter : ISegmenter
{
    private const int MaxArcsOnStack = 256;
    private readonly PieceTable _pieces;
    private readonly double[] _scores;

    /// <summary>Makes the segmenter of a unigram model.</summary>
    public UnigramSegmenter(PieceTable pieces, UnigramScores scores)
    {
        _pieces = pieces;
        _scores = scores.ByUtf8Length;
    }

    /// <inheritdoc/>
    public void Cut(ReadOnlySpan<byte> text, List<Segment> output) => Cut(text, 0, output);

    /// <summary>Cuts a part of a text.</summary>
    /// <param name="text">The part.</param>
    /// <param name="before">Score of the path up to it: sums must round as they do in the whole text for ties to fall alike.</param>
    /// <param name="output">Receives the segments.</param>
    /// <returns>By how much the closest decision was won; infinite where there was none.</returns>
    public double Cut(ReadOnlySpan<byte> text, float before, List<Segment> output)
    {
        var ends = text.Length < MaxArcsOnStack ? stackalloc Arc[text.Length + 1] : new Arc[text.Length + 1];
        ends.Fill(new Arc(-1, 0, 0f));
        ends[0] = new Arc(-1, 0, before);
        var margin = FindBestPaths(text, ends);
        var first = output.Count;
        for (var end = text.Length; end > 0; end = ends[end].Start)
        {
            output.Add(new Segment(end - ends[end].Start, ends[end].Id));
        }

        output.Reverse(first, output.Count - first);
        return margin;
    }

    /// <summary>For each position the best path that ends there; positions inside a character have none.</summary>
    private double FindBestPaths(ReadOnlySpan<byte> text, Span<Arc> ends)
    {
        var margin = double.PositiveInfinity;
        var trie = _pieces.Trie;
        for (var start = 0; start < text.Length;)
        {
            var before = ends[start].Score;
            var character = PieceTable.FirstCharacter(text[start..]);
            var coversCharacter = false;
            var node = PrefixTrie.Root;
            for (var end = start + 1; end <= text.Length && trie.TryStep(ref node, text[end - 1]); end++)
            {
                var id = trie.ValueAt(node);
                if (id >= 0 && !_pieces.IsUnused(id))
                {
                    // Compared in double, kept in float, as SentencePiece does: sums must round alike for ties to fall alike.
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

    /// <summary>The last piece of the best path that ends at some position.</summary>
    private readonly record struct Arc(int Start, int Id, float Score);
}
