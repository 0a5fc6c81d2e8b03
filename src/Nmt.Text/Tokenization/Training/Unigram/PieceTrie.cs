namespace Nmt.Text.Tokenization.Training.Unigram;

/// <summary>Finds the pieces that begin at a position of the text.</summary>
/// <remarks>
/// The children of a node lie side by side, in the order of their labels; those of the root are found at once, the others by
/// binary search. Laid out level by level from the sorted pieces.
/// </remarks>
internal sealed class PieceTrie
{
    /// <summary>The node where every search begins.</summary>
    public const int Root = 0;

    private const int None = -1;
    private readonly int[] _labels;
    private readonly int[] _firstChild;
    private readonly int[] _pieces;

    /// <summary>Makes the trie of pieces.</summary>
    /// <param name="pieces">The pieces, each once; a piece is known by its place in the list.</param>
    public PieceTrie(IReadOnlyList<UnigramPiece> pieces)
    {
        var order = Enumerable.Range(0, pieces.Count).ToArray();
        Array.Sort(order, (a, b) => pieces[a].Characters.Span.SequenceCompareTo(pieces[b].Characters.Span));
        var labels = new List<int> { None };
        var firstChild = new List<int>();
        var values = new List<int> { None };
        var ranges = new Queue<(int First, int End, int Depth)>([(0, order.Length, 0)]);
        while (ranges.TryDequeue(out var range))
        {
            firstChild.Add(labels.Count);
            var first = range.First;
            while (first < range.End && pieces[order[first]].Characters.Length == range.Depth)
            {
                first++;
            }

            while (first < range.End)
            {
                var label = pieces[order[first]].Characters.Span[range.Depth];
                var end = first + 1;
                while (end < range.End && pieces[order[end]].Characters.Span[range.Depth] == label)
                {
                    end++;
                }

                labels.Add(label);
                values.Add(pieces[order[first]].Characters.Length == range.Depth + 1 ? order[first] : None);
                ranges.Enqueue((first, end, range.Depth + 1));
                first = end;
            }
        }

        firstChild.Add(labels.Count);
        _labels = [.. labels];
        _firstChild = [.. firstChild];
        _pieces = [.. values];
    }

    /// <summary>Goes one character down.</summary>
    /// <returns>Whether some piece goes on like this.</returns>
    public bool TryStep(ref int node, int character)
    {
        var first = _firstChild[node];
        var count = _firstChild[node + 1] - first;
        var child = _labels.AsSpan(first, count).BinarySearch(character);
        if (child < 0)
        {
            return false;
        }

        node = first + child;
        return true;
    }

    /// <summary>The piece that ends at a node; negative for none.</summary>
    public int PieceAt(int node) => _pieces[node];
}
