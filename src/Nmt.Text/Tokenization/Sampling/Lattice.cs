using Nmt.Text.Tokenization.Segmentation;

namespace Nmt.Text.Tokenization.Sampling;

/// <summary>All pieces that stand somewhere in a text; a path through it is one way to segment the text.</summary>
internal sealed class Lattice
{
    private readonly List<LatticeNode> _nodes = [];
    private readonly int[] _firstEndingAt;
    private readonly List<int> _nextEndingThere = [];

    /// <summary>Collects the pieces of a text.</summary>
    public Lattice(ReadOnlySpan<byte> text, PieceTable pieces, UnigramScores scores)
    {
        Length = text.Length;
        _firstEndingAt = new int[text.Length + 1];
        Array.Fill(_firstEndingAt, -1);
        var lastEndingAt = new int[text.Length + 1];
        for (var start = 0; start < text.Length;)
        {
            var character = PieceTable.FirstCharacter(text[start..]);
            var coversCharacter = false;
            var node = PrefixTrie.Root;
            for (var end = start + 1; end <= text.Length && pieces.Trie.TryStep(ref node, text[end - 1]); end++)
            {
                var id = pieces.Trie.ValueAt(node);
                if (id >= 0 && !pieces.IsUnused(id))
                {
                    Add(new LatticeNode(start, end, id, scores.ByCharacters[id]), lastEndingAt);
                    coversCharacter |= end - start == character;
                }
            }

            if (!coversCharacter)
            {
                Add(new LatticeNode(start, start + character, pieces.Unk, scores.ByCharacters[pieces.Unk]), lastEndingAt);
            }

            start += character;
        }
    }

    /// <summary>Bytes of the text.</summary>
    public int Length { get; }

    /// <summary>Number of nodes. They are in the order of their starts, shorter ones first.</summary>
    public int Count => _nodes.Count;

    /// <summary>A node by its number.</summary>
    public LatticeNode this[int node] => _nodes[node];

    /// <summary>The first node that ends at a place; negative for none.</summary>
    public int FirstEndingAt(int place) => _firstEndingAt[place];

    /// <summary>The next node that ends where this one does; negative for none.</summary>
    public int NextEndingThere(int node) => _nextEndingThere[node];

    private void Add(LatticeNode node, int[] lastEndingAt)
    {
        var number = _nodes.Count;
        _nodes.Add(node);
        _nextEndingThere.Add(-1);
        if (_firstEndingAt[node.End] < 0)
        {
            _firstEndingAt[node.End] = number;
        }
        else
        {
            _nextEndingThere[lastEndingAt[node.End]] = number;
        }

        lastEndingAt[node.End] = number;
    }
}
