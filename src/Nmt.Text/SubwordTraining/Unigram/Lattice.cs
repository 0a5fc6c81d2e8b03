namespace Nmt.Text.SubwordTraining.Unigram;

/// <summary>All segmentations of a word: the pieces that begin at each position.</summary>
/// <remarks>Reused for every word.</remarks>
internal sealed class Lattice
{
    private int[] _first = new int[1];
    private Arc[] _arcs = new Arc[64];

    /// <summary>A piece at a position.</summary>
    /// <param name="End">Position after its last character.</param>
    /// <param name="Piece">Its number.</param>
    internal readonly record struct Arc(int End, int Piece);

    /// <summary>Number of characters of the word.</summary>
    public int Length { get; private set; }

    /// <summary>Fills the lattice with the pieces of a word.</summary>
    public void Fill(ReadOnlySpan<int> word, PieceTrie trie)
    {
        Length = word.Length;
        if (_first.Length <= word.Length)
        {
            _first = new int[word.Length + 1];
        }

        int count = 0;
        for (int start = 0; start < word.Length; start++)
        {
            _first[start] = count;
            int node = PieceTrie.Root;
            for (int end = start; end < word.Length && trie.TryStep(ref node, word[end]); end++)
            {
                int piece = trie.PieceAt(node);
                if (piece >= 0)
                {
                    if (count == _arcs.Length)
                    {
                        Array.Resize(ref _arcs, 2 * count);
                    }

                    _arcs[count++] = new Arc(end + 1, piece);
                }
            }
        }

        _first[word.Length] = count;
    }

    /// <summary>The pieces that begin at a position, shortest first.</summary>
    public ReadOnlySpan<Arc> From(int start) => _arcs.AsSpan(_first[start].._first[start + 1]);
}

/// <summary>Finds the pieces that begin at a position of the text.</summary>
/// <remarks>
/// The children of a node are adjacent, in the order of their labels, and are found by binary search. The nodes are laid out
/// level by level from the sorted pieces.
/// </remarks>
internal sealed class PieceTrie
{
    /// <summary>The node where every search begins.</summary>
    public const int Root = 0;

    private const int None = -1;
    private readonly int[] _labels;
    private readonly int[] _firstChild;
    private readonly int[] _pieces;

    /// <summary>Creates the trie of pieces.</summary>
    /// <param name="pieces">The distinct pieces; a piece is identified by its index in the list.</param>
    public PieceTrie(IReadOnlyList<UnigramPiece> pieces)
    {
        int[] order = Enumerable.Range(0, pieces.Count).ToArray();
        Array.Sort(order, (a, b) => pieces[a].Characters.Span.SequenceCompareTo(pieces[b].Characters.Span));
        var labels = new List<int> { None };
        var firstChild = new List<int>();
        var values = new List<int> { None };
        var ranges = new Queue<(int First, int End, int Depth)>([(0, order.Length, 0)]);
        while (ranges.TryDequeue(out var range))
        {
            firstChild.Add(labels.Count);
            int first = range.First;
            while (first < range.End && pieces[order[first]].Characters.Length == range.Depth)
            {
                first++;
            }

            while (first < range.End)
            {
                int label = pieces[order[first]].Characters.Span[range.Depth];
                int end = first + 1;
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

    /// <summary>Moves one character down.</summary>
    /// <returns>Whether any piece continues this way.</returns>
    public bool TryStep(ref int node, int character)
    {
        int first = _firstChild[node];
        int count = _firstChild[node + 1] - first;
        int child = _labels.AsSpan(first, count).BinarySearch(character);
        if (child < 0)
        {
            return false;
        }

        node = first + child;
        return true;
    }

    /// <summary>The piece that ends at a node; negative if there is none.</summary>
    public int PieceAt(int node) => _pieces[node];
}

/// <summary>Finds the most probable segmentation of a word (Viterbi). Reused for every word.</summary>
internal sealed class BestPath
{
    private double[] _scores = [];
    private Lattice.Arc[] _last = [];

    /// <summary>The pieces of the best path, from the last to the first.</summary>
    public List<int> Pieces { get; } = [];

    /// <summary>Finds the path; on ties the longer last piece wins.</summary>
    /// <param name="lattice">All segmentations of a word, at least one.</param>
    /// <param name="scores">Log-probabilities of the pieces.</param>
    /// <param name="without">A piece that must not be used; negative for none.</param>
    /// <returns>The score of the path; negative infinity if there is none.</returns>
    public double Find(Lattice lattice, double[] scores, int without = -1)
    {
        if (_scores.Length <= lattice.Length)
        {
            _scores = new double[lattice.Length + 1];
            _last = new Lattice.Arc[lattice.Length + 1];
        }

        Array.Fill(_scores, double.NegativeInfinity, 0, lattice.Length + 1);
        _scores[0] = 0;
        for (int start = 0; start < lattice.Length; start++)
        {
            foreach (var (end, piece) in lattice.From(start))
            {
                double score = _scores[start] + scores[piece];
                if (score > _scores[end] && piece != without)
                {
                    _scores[end] = score;
                    _last[end] = new Lattice.Arc(start, piece);
                }
            }
        }

        Pieces.Clear();
        for (int end = lattice.Length; end > 0 && !double.IsNegativeInfinity(_scores[lattice.Length]); end = _last[end].End)
        {
            Pieces.Add(_last[end].Piece);
        }

        return _scores[lattice.Length];
    }
}
