using System.Buffers.Binary;
using System.Text;

namespace Nmt.Text.Subwords.Normalization;

/// <summary>Packs normalization rules into SentencePiece's precompiled form, which <see cref="CharsMap"/> reads.</summary>
internal static class CharsMapBuilder
{
    /// <summary>Packs rules: size of the trie, the trie, the distinct replacements, each followed by a NUL.</summary>
    public static byte[] Build(IReadOnlyDictionary<string, string> rules)
    {
        var pool = new List<byte>();
        var positions = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (string? replacement in rules.Values.Distinct().Order(StringComparer.Ordinal))
        {
            positions.Add(replacement, pool.Count);
            pool.AddRange(Encoding.UTF8.GetBytes(replacement));
            pool.Add(0);
        }

        var keys = rules
            .Select(rule => (Key: Encoding.UTF8.GetBytes(rule.Key), Value: positions[rule.Value]))
            .OrderBy(rule => rule.Key, Comparer<byte[]>.Create((a, b) => a.AsSpan().SequenceCompareTo(b)))
            .ToArray();
        uint[] units = new DoubleArrayBuilder(new MinimalTrie(keys)).Build();

        byte[] blob = new byte[4 + (4 * units.Length) + pool.Count];
        BinaryPrimitives.WriteInt32LittleEndian(blob, 4 * units.Length);
        for (int i = 0; i < units.Length; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(blob.AsSpan(4 + (4 * i)), units[i]);
        }

        pool.CopyTo(blob, 4 + (4 * units.Length));
        return blob;
    }
}

/// <summary>Lays a trie out as a double array, in the form that <see cref="CharsMap"/> describes.</summary>
/// <remarks>
/// A node's children are at <c>base ^ label</c>, its value, if it has one, at <c>base</c>. A child is recognized by its
/// label alone, so different nodes need different bases, and an unused unit has a label that no base leads to.
/// Units for the same node of the trie share its base.
/// </remarks>
internal sealed class DoubleArrayBuilder
{
    private const int BlockSize = 256;

    // Earlier blocks are too full to be worth searching.
    private const int OpenBlocks = 16;

    // An offset below this needs no scaling; character tables stay far below it.
    private const int OffsetLimit = 1 << 21;
    private const int NotPlaced = -1;
    private readonly MinimalTrie _trie;
    private readonly int[] _bases;
    private readonly List<uint> _units = [];
    private readonly List<bool> _taken = [];
    private readonly List<bool> _baseTaken = [];

    /// <summary>Creates the builder for a trie.</summary>
    public DoubleArrayBuilder(MinimalTrie trie)
    {
        _trie = trie;
        _bases = new int[trie.Count];
        Array.Fill(_bases, NotPlaced);
    }

    /// <summary>Builds the units of the double array; their number is a multiple of 256.</summary>
    public uint[] Build()
    {
        AddBlock();
        _taken[0] = true;
        Point(0, _trie.Root);
        LabelUnused();
        return [.. _units];
    }

    /// <summary>Points a unit at a node of the trie.</summary>
    private void Point(int index, int number)
    {
        var node = _trie[number];
        if (_bases[number] == NotPlaced)
        {
            Place(number, node);
        }

        uint offset = (uint)(index ^ _bases[number]);
        if (offset >= OffsetLimit)
        {
            throw new InvalidOperationException("the trie has too many nodes for this layout");
        }

        _units[index] |= (offset << 10) | (node.Value is null ? 0u : 0x100u);
    }

    private void Place(int number, MinimalTrie.Node node)
    {
        var labels = node.Children.Select(child => child.Label).ToList();
        if (node.Value is not null || labels.Count == 0)
        {
            labels.Insert(0, 0);
        }

        int origin = FreeBase(labels);
        _bases[number] = origin;
        _baseTaken[origin] = true;
        foreach (byte label in labels)
        {
            _taken[origin ^ label] = true;
            _units[origin ^ label] = label;
        }

        if (node.Value is { } value)
        {
            _units[origin] = (1u << 31) | (uint)value;
        }

        foreach (var (label, child) in node.Children)
        {
            Point(origin ^ label, child);
        }
    }

    private int FreeBase(List<byte> labels)
    {
        for (int index = Math.Max(0, _units.Count - (OpenBlocks * BlockSize)); index < _units.Count; index++)
        {
            int origin = index ^ labels[0];
            if (!_taken[index] && !_baseTaken[origin] && labels.TrueForAll(label => !_taken[origin ^ label]))
            {
                return origin;
            }
        }

        AddBlock();
        return (_units.Count - BlockSize) ^ labels[0];
    }

    private void AddBlock()
    {
        for (int i = 0; i < BlockSize; i++)
        {
            _units.Add(0);
            _taken.Add(false);
            _baseTaken.Add(false);
        }
    }

    private void LabelUnused()
    {
        for (int block = 0; block < _units.Count; block += BlockSize)
        {
            // Every taken base has a child in its block, so a block with an unused unit has an unused base.
            int unusedBase = _baseTaken.IndexOf(false, block, BlockSize);
            for (int index = block; index < block + BlockSize; index++)
            {
                if (!_taken[index])
                {
                    _units[index] = (uint)(index ^ unusedBase) & 0xFF;
                }
            }
        }
    }
}

/// <summary>A trie over byte strings in which equal subtrees are shared: a directed acyclic word graph.</summary>
/// <remarks>Character tables are repetitive (the same accents after many letters): sharing leaves a tenth of the nodes.</remarks>
internal sealed class MinimalTrie
{
    private readonly List<Node> _nodes = [];
    private readonly Dictionary<int[], int> _known = new(new SequenceComparer());

    /// <summary>Creates the trie.</summary>
    /// <param name="keys">Distinct non-empty keys in byte order, with non-negative values.</param>
    public MinimalTrie(ReadOnlySpan<(byte[] Key, int Value)> keys) => Root = Add(keys, 0);

    /// <summary>Number of the root node.</summary>
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
            byte label = rest[0].Key[depth];
            int count = 1;
            while (count < rest.Length && rest[count].Key[depth] == label)
            {
                count++;
            }

            children.Add((label, Add(rest[..count], depth + 1)));
            rest = rest[count..];
        }

        int[] identity = [value ?? -1, .. children.SelectMany(c => new[] { c.Label, c.Node })];
        if (!_known.TryGetValue(identity, out int number))
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
            foreach (int item in sequence)
            {
                hash.Add(item);
            }

            return hash.ToHashCode();
        }
    }
}
