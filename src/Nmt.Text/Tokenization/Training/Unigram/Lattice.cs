namespace Nmt.Text.Tokenization.Training.Unigram;

/// <summary>All ways of cutting a word into pieces: for each position the pieces that begin there.</summary>
/// <remarks>Used again for word after word.</remarks>
internal sealed class Lattice
{
    private int[] _first = new int[1];
    private Arc[] _arcs = new Arc[64];

    /// <summary>A piece in its place.</summary>
    /// <param name="End">Position behind its last character.</param>
    /// <param name="Piece">Its number.</param>
    internal readonly record struct Arc(int End, int Piece);

    /// <summary>Characters of the word.</summary>
    public int Length { get; private set; }

    /// <summary>Takes a word.</summary>
    public void Fill(ReadOnlySpan<int> word, PieceTrie trie)
    {
        Length = word.Length;
        if (_first.Length <= word.Length)
        {
            _first = new int[word.Length + 1];
        }

        var count = 0;
        for (var start = 0; start < word.Length; start++)
        {
            _first[start] = count;
            var node = PieceTrie.Root;
            for (var end = start; end < word.Length && trie.TryStep(ref node, word[end]); end++)
            {
                var piece = trie.PieceAt(node);
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
