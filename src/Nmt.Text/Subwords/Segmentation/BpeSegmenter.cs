namespace Nmt.Text.Subwords.Segmentation;

/// <summary>
/// Byte pair encoding as SentencePiece applies it: the initial symbols are characters; the adjacent pair that forms the piece
/// with the best score is merged, the leftmost on ties, until no pair forms a piece.
/// </summary>
internal sealed class BpeSegmenter(PieceTable pieces) : ISegmenter
{
    /// <inheritdoc/>
    public void Segment(ReadOnlySpan<byte> text, List<Segment> output) => Segment(text, 0, null, output);

    /// <summary>Segments with BPE-dropout (Provilkov et al. 2020): each merge is skipped with probability <paramref name="dropout"/>.</summary>
    public void SegmentWithDropout(ReadOnlySpan<byte> text, double dropout, SeededRandom random, List<Segment> output) =>
        Segment(text, dropout, random, output);

    private void Segment(ReadOnlySpan<byte> text, double dropout, SeededRandom? random, List<Segment> output)
    {
        var symbols = InitialSymbols(text);
        var agenda = new PriorityQueue<Pair, Rank>();
        var splits = new Dictionary<int, int>();
        for (int i = 0; i + 1 < symbols.Length; i++)
        {
            Propose(text, symbols, i, i + 1, agenda, splits);
        }

        while (agenda.TryDequeue(out var pair, out _))
        {
            ref var left = ref symbols[pair.Left];
            ref var right = ref symbols[pair.Right];
            if (left.Length == 0 || right.Length == 0 || left.Length + right.Length != pair.Length)
            {
                continue; // one of the two has since become part of another symbol
            }

            if (random is not null && dropout > 0 && random.NextDouble() < dropout)
            {
                continue;
            }

            left.Length += right.Length;
            left.Next = right.Next;
            if (right.Next >= 0)
            {
                symbols[right.Next].Previous = pair.Left;
            }

            right.Length = 0;
            Propose(text, symbols, left.Previous, pair.Left, agenda, splits);
            Propose(text, symbols, pair.Left, left.Next, agenda, splits);
        }

        for (int i = symbols.Length == 0 ? -1 : 0; i >= 0; i = symbols[i].Next)
        {
            Emit(text.Slice(symbols[i].Start, symbols[i].Length), splits, output);
        }
    }

    private Symbol[] InitialSymbols(ReadOnlySpan<byte> text)
    {
        var symbols = new List<Symbol>(text.Length);
        for (int start = 0; start < text.Length;)
        {
            int length = pieces.FirstSymbol(text[start..], out bool isUserDefined);
            int end = start + length;
            symbols.Add(new Symbol
            {
                Start = start,
                Length = length,
                IsFrozen = isUserDefined,
                Previous = symbols.Count - 1,
                Next = end < text.Length ? symbols.Count + 1 : -1,
            });
            start = end;
        }

        return [.. symbols];
    }

    private void Propose(
        ReadOnlySpan<byte> text, Symbol[] symbols, int left, int right, PriorityQueue<Pair, Rank> agenda, Dictionary<int, int> splits)
    {
        if (left < 0 || right < 0 || symbols[left].IsFrozen || symbols[right].IsFrozen)
        {
            return;
        }

        int length = symbols[left].Length + symbols[right].Length;
        int id = pieces.Trie.ValueOf(text.Slice(symbols[left].Start, length));
        if (id < 0)
        {
            return;
        }

        agenda.Enqueue(new Pair(left, right, length), new Rank(pieces.ScoreOf(id), left));
        if (pieces.IsUnused(id))
        {
            splits[id] = symbols[left].Length;
        }
    }

    /// <summary>Appends a symbol; an unused piece is split back into the pieces it was merged from.</summary>
    private void Emit(ReadOnlySpan<byte> symbol, Dictionary<int, int> splits, List<Segment> output)
    {
        int id = pieces.IdOrUnknown(symbol);
        if (splits.Count == 0 || !pieces.IsUnused(id))
        {
            output.Add(new Segment(symbol.Length, id));
            return;
        }

        var rest = new Stack<Range>([Range.All]);
        while (rest.TryPop(out var range))
        {
            var (start, length) = range.GetOffsetAndLength(symbol.Length);
            id = pieces.IdOrUnknown(symbol[range]);
            if (pieces.IsUnused(id) && splits.TryGetValue(id, out int leftLength))
            {
                rest.Push((start + leftLength)..(start + length));
                rest.Push(start..(start + leftLength));
                continue;
            }

            output.Add(new Segment(length, id));
        }
    }

    /// <summary>A span of the text in a linked list; its length is 0 once it is merged into its left neighbour.</summary>
    private struct Symbol
    {
        public int Start;
        public int Length;
        public int Previous;
        public int Next;
        public bool IsFrozen;
    }

    private readonly record struct Pair(int Left, int Right, int Length);

    private readonly record struct Rank(float Score, int Left) : IComparable<Rank>
    {
        public int CompareTo(Rank other) => Score != other.Score ? other.Score.CompareTo(Score) : Left.CompareTo(other.Left);
    }
}

/// <summary>Byte pair encoding word by word, with a word cache.</summary>
/// <remarks>
/// Exact if <see cref="PieceTable.CanSegmentWordwise"/>: then no merge crosses a word boundary, and the merges inside a word do
/// not depend on other words.
/// </remarks>
internal sealed class WordwiseBpe(BpeSegmenter inner) : ISegmenter
{
    private readonly WordCache _cache = new();

    /// <inheritdoc/>
    public void Segment(ReadOnlySpan<byte> text, List<Segment> output)
    {
        while (!text.IsEmpty)
        {
            var word = text[..WordCache.FirstWord(text, out uint hash)];
            if (_cache.Find(word, hash) is { } known)
            {
                output.AddRange(known.Segments.AsSpan());
            }
            else
            {
                int first = output.Count;
                inner.Segment(word, output);
                _cache.Add(new CachedWord(word.ToArray(), hash, [.. output[first..]], 0));
            }

            text = text[word.Length..];
        }
    }
}
