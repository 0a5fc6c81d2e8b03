namespace Nmt.Text.Tokenization.Normalization;

/// <summary>Lays a trie out as a double array, in the form that <see cref="CharsMap"/> describes.</summary>
/// <remarks>
/// A node's children stand at <c>base ^ label</c>, its value, where it has one, at <c>base</c>. A child is recognized by its
/// label alone, so different nodes need different bases, and a unit that holds nothing has a label that no base leads to.
/// Units that mean the same node of the trie share its base.
/// </remarks>
internal sealed class DoubleArrayBuilder
{
    private const int BlockSize = 256;

    // Blocks before the last few are full enough to be given up.
    private const int OpenBlocks = 16;

    // An offset below this needs no scaling; tables of characters stay far below.
    private const int OffsetLimit = 1 << 21;
    private const int NotPlaced = -1;
    private readonly MinimalTrie _trie;
    private readonly int[] _bases;
    private readonly List<uint> _units = [];
    private readonly List<bool> _taken = [];
    private readonly List<bool> _baseTaken = [];

    /// <summary>Prepares to lay a trie out.</summary>
    public DoubleArrayBuilder(MinimalTrie trie)
    {
        _trie = trie;
        _bases = new int[trie.Count];
        Array.Fill(_bases, NotPlaced);
    }

    /// <summary>The units of the double array, a multiple of 256 of them.</summary>
    public uint[] Build()
    {
        AddBlock();
        _taken[0] = true;
        Point(0, _trie.Root);
        LabelUnused();
        return [.. _units];
    }

    /// <summary>Makes a unit stand for a node of the trie.</summary>
    private void Point(int index, int number)
    {
        var node = _trie[number];
        if (_bases[number] == NotPlaced)
        {
            Place(number, node);
        }

        var offset = (uint)(index ^ _bases[number]);
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

        var origin = FreeBase(labels);
        _bases[number] = origin;
        _baseTaken[origin] = true;
        foreach (var label in labels)
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
        for (var index = Math.Max(0, _units.Count - (OpenBlocks * BlockSize)); index < _units.Count; index++)
        {
            var origin = index ^ labels[0];
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
        for (var i = 0; i < BlockSize; i++)
        {
            _units.Add(0);
            _taken.Add(false);
            _baseTaken.Add(false);
        }
    }

    private void LabelUnused()
    {
        for (var block = 0; block < _units.Count; block += BlockSize)
        {
            // Every base that is taken has a child in its block, so a block with an unused unit has an unused base.
            var unusedBase = _baseTaken.IndexOf(false, block, BlockSize);
            for (var index = block; index < block + BlockSize; index++)
            {
                if (!_taken[index])
                {
                    _units[index] = (uint)(index ^ unusedBase) & 0xFF;
                }
            }
        }
    }
}
