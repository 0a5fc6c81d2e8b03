using System.Text;

namespace Nmt.Text.Subwords;

/// <summary>Maps UTF-8 texts to values and finds them as prefixes of other text.</summary>
/// <remarks>
/// The edges of all nodes share one hash table with open addressing, from (node, byte) to child: one look-up per byte, no
/// object per node, and memory proportional to the length of the texts.
/// </remarks>
internal sealed class PrefixTrie
{
    /// <summary>The root node, at which every text begins.</summary>
    public const int Root = 0;

    private const int NoValue = -1;
    private const int InitialCapacity = 64;
    private const ulong GoldenRatio = 0x9E3779B97F4A7C15;
    private readonly List<int> _growing = [NoValue];
    private readonly int[] _values;
    private long[] _keys = new long[InitialCapacity];
    private int[] _children = new int[InitialCapacity];
    private int _shift = 64 - int.Log2(InitialCapacity);

    /// <summary>Creates a trie of texts.</summary>
    public PrefixTrie(IEnumerable<KeyValuePair<string, int>> texts)
    {
        foreach (var (text, value) in texts)
        {
            Add(Encoding.UTF8.GetBytes(text), value);
        }

        _values = [.. _growing];
        _growing = [];
    }

    /// <summary>Whether the trie contains no text.</summary>
    public bool IsEmpty => _values.Length == 1;

    /// <summary>Follows the edge for a byte.</summary>
    /// <returns>Whether the edge exists.</returns>
    public bool TryStep(ref int node, byte next)
    {
        long key = KeyOf(node, next);
        int mask = _keys.Length - 1;
        for (int slot = SlotOf(key); ; slot = (slot + 1) & mask)
        {
            long found = _keys[slot];
            if (found == key)
            {
                node = _children[slot];
                return true;
            }

            if (found == 0)
            {
                return false;
            }
        }
    }

    /// <summary>The value of the text that ends at a node; negative if there is none.</summary>
    public int ValueAt(int node) => _values[node];

    /// <summary>The value of a text; negative if there is none.</summary>
    public int ValueOf(ReadOnlySpan<byte> text)
    {
        int node = Root;
        foreach (byte next in text)
        {
            if (!TryStep(ref node, next))
            {
                return NoValue;
            }
        }

        return _values[node];
    }

    /// <summary>Length of the longest text that <paramref name="input"/> begins with; 0 if there is none.</summary>
    public int LongestPrefix(ReadOnlySpan<byte> input)
    {
        int longest = 0;
        int node = Root;
        for (int i = 0; i < input.Length && TryStep(ref node, input[i]); i++)
        {
            longest = _values[node] == NoValue ? longest : i + 1;
        }

        return longest;
    }

    /// <summary>Length in bytes of the first character of valid UTF-8.</summary>
    public static int CharacterLength(ReadOnlySpan<byte> text) => text[0] switch
    {
        < 0x80 => 1,
        < 0xE0 => 2,
        < 0xF0 => 3,
        _ => 4,
    };

    // 0 marks an empty slot.
    private static long KeyOf(int node, byte next) => (((long)node << 8) | next) + 1;

    private int SlotOf(long key) => (int)(((ulong)key * GoldenRatio) >> _shift);

    private void Add(ReadOnlySpan<byte> text, int value)
    {
        int node = Root;
        foreach (byte next in text)
        {
            if (TryStep(ref node, next))
            {
                continue;
            }

            if (2 * _growing.Count > _keys.Length)
            {
                Double();
            }

            Insert(KeyOf(node, next), _growing.Count);
            node = _growing.Count;
            _growing.Add(NoValue);
        }

        _growing[node] = value;
    }

    private void Insert(long key, int child)
    {
        int slot = SlotOf(key);
        while (_keys[slot] != 0)
        {
            slot = (slot + 1) & (_keys.Length - 1);
        }

        (_keys[slot], _children[slot]) = (key, child);
    }

    private void Double()
    {
        var (keys, children) = (_keys, _children);
        (_keys, _children) = (new long[2 * keys.Length], new int[2 * keys.Length]);
        _shift--;
        for (int slot = 0; slot < keys.Length; slot++)
        {
            if (keys[slot] != 0)
            {
                Insert(keys[slot], children[slot]);
            }
        }
    }
}
