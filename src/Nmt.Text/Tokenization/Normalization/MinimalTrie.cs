namespace Nmt.Text.Tokenization.Normalization;

/// <summary>A trie over byte strings in which equal subtrees are one: a directed acyclic word graph.</summary>
/// <remarks>Tables of characters repeat themselves much (the same accents behind many letters): a tenth of the nodes is left.</remarks>
internal sealed class MinimalTrie
{
    private readonly List<Node> _nodes = [];
    private readonly Dictionary<int[], int> _known = new(new SequenceComparer());

    /// <summary>Makes the trie.</summary>
    /// <param name="keys">Distinct, not empty, in byte order; values not negative.</param>
    public MinimalTrie(ReadOnlySpan<(byte[] Key, int Value)> keys) => Root = Add(keys, 0);

    /// <summary>Number of the first node.</summary>
    public int Root { get; }

    /// <summary>Number of nodes.</summary>
    public int Count => _nodes.Count;

    /// <summary>A node by its number.</summary>
    public Node this[int number] => _nodes[number];

    private int Add(ReadOnlySpan<(byte[] Key, int Value)> keys, int depth)
    {
        int? value = !keys.IsEmpty && keys[0].Key.Length == depth ? keys[0].Value : null;
        var rest = value is null ? keys : keys[1..];
        var children = new List<(byte Label, int Node)>();
        while (!rest.IsEmpty)
        {
            var label = rest[0].Key[depth];
            var count = 1;
            while (count < rest.Length && rest[count].Key[depth] == label)
            {
                count++;
            }

            children.Add((label, Add(rest[..count], depth + 1)));
            rest = rest[count..];
        }

        int[] identity = [value ?? -1, .. children.SelectMany(c => new[] { c.Label, c.Node })];
        if (!_known.TryGetValue(identity, out var number))
        {
            number = _nodes.Count;
            _known.Add(identity, number);
            _nodes.Add(new Node(value, children));
        }

        return number;
    }

    /// <summary>A node: the value of the key that ends here, and the next bytes.</summary>
    internal sealed record Node(int? Value, IReadOnlyList<(byte Label, int Node)> Children);

    private sealed class SequenceComparer : IEqualityComparer<int[]>
    {
        public bool Equals(int[]? x, int[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(int[] sequence)
        {
            var hash = default(HashCode);
            foreach (var item in sequence)
            {
                hash.Add(item);
            }

            return hash.ToHashCode();
        }
    }
}
