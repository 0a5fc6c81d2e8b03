namespace Nmt.Text.Tokenization;

/// <summary>The segmentation with the best sum of log-probabilities (Kudo 2018), found with Viterbi's algorithm.</summary>
internal sealed class UnigramSegmenter : ISegmenter
{
    // SentencePiece's constants: an unknown character scores this much less than the worst piece,
    // a user-defined symbol is always better than a path around it.
    private const float UnknownPenalty = 10f;
    private const double UserDefinedScore = -0.1;
    private readonly PieceTable _pieces;
    private readonly PrefixTrie _trie;
    private readonly float _unknownScore;

    /// <summary>Makes the segmenter of a unigram model.</summary>
    public UnigramSegmenter(PieceTable pieces)
    {
        _pieces = pieces;
        _trie = PrefixTrie.OverUtf16(pieces.Ids);
        var scores = pieces.Model.Pieces.Where(p => p.Kind == PieceKind.Normal).Select(p => p.Score).DefaultIfEmpty(0f);
        _unknownScore = scores.Min() - UnknownPenalty;
    }

    /// <inheritdoc/>
    public void Cut(ReadOnlySpan<char> text, List<Segment> output)
    {
        var ends = BestPaths(text);
        var first = output.Count;
        for (var end = text.Length; end > 0; end = ends[end].Start)
        {
            output.Add(new Segment(end - ends[end].Start, ends[end].Id));
        }

        output.Reverse(first, output.Count - first);
    }

    /// <summary>For each position the best path that ends there; positions inside a character have none.</summary>
    private Arc[] BestPaths(ReadOnlySpan<char> text)
    {
        var ends = new Arc[text.Length + 1];
        Array.Fill(ends, new Arc(-1, 0, 0f));
        for (var start = 0; start < text.Length;)
        {
            var before = ends[start].Score;
            var character = PieceTable.FirstCharacter(text[start..]);
            var coversCharacter = false;
            var node = 0;
            for (var end = start + 1; end <= text.Length && _trie.TryStep(ref node, text[end - 1]); end++)
            {
                var id = _trie.ValueAt(node);
                if (id < 0 || _pieces.IsUnused(id))
                {
                    continue;
                }

                // Compared in double, kept in float, as SentencePiece does: sums must round alike for ties to fall alike.
                var score = _pieces.IsUserDefined(id) ? UserDefinedScore : _pieces.Model.Pieces[id].Score;
                Offer(ref ends[end], start, id, score + before);
                coversCharacter |= end - start == character;
            }

            if (!coversCharacter)
            {
                Offer(ref ends[start + character], start, _pieces.Model.Vocabulary.Unk, _unknownScore + before);
            }

            start += character;
        }

        return ends;
    }

    private static void Offer(ref Arc best, int start, int id, double score)
    {
        if (best.Start < 0 || score > best.Score)
        {
            best = new Arc(start, id, (float)score);
        }
    }

    /// <summary>The last piece of the best path that ends at some position.</summary>
    private readonly record struct Arc(int Start, int Id, float Score);
}
