using System.Text;

namespace Nmt.Text.Tokenization;

/// <summary>Texts with values, found as prefixes of other text, in UTF-16 or in UTF-8.</summary>
internal sealed class PrefixTrie
{
    private const int Root = 0;
    private const int NoValue = -1;
    private readonly Dictionary<long, int> _children = [];
    private readonly List<int> _values = [NoValue];

    /// <summary>Whether it holds no text.</summary>
    public bool IsEmpty => _children.Count == 0;

    /// <summary>Makes a trie that is asked with UTF-8.</summary>
    public static PrefixTrie OverUtf8(IEnumerable<string> texts)
    {
        var trie = new PrefixTrie();
        foreach (var text in texts)
        {
            trie.Add(Array.ConvertAll(Encoding.UTF8.GetBytes(text), b => (char)b), 0);
        }

        return trie;
    }

    /// <summary>Makes a trie that is asked with UTF-16.</summary>
    public static PrefixTrie OverUtf16(IEnumerable<KeyValuePair<string, int>> texts)
    {
        var trie = new PrefixTrie();
        foreach (var (text, value) in texts)
        {
            trie.Add(text, value);
        }

        return trie;
    }

    /// <summary>Goes one unit down.</summary>
    /// <returns>Whether there is such a node.</returns>
    public bool TryStep(ref int node, int unit)
    {
        if (!_children.TryGetValue(((long)node << 16) | (uint)unit, out var child))
        {
            return false;
        }

        node = child;
        return true;
    }

    /// <summary>The value of the text that ends at a node; negative for none.</summary>
    public int ValueAt(int node) => _values[node];

    /// <summary>Length of the longest text that <paramref name="input"/> begins with; 0 for none.</summary>
    public int LongestPrefix(ReadOnlySpan<byte> input)
    {
        var longest = 0;
        var node = Root;
        for (var i = 0; i < input.Length && TryStep(ref node, input[i]); i++)
        {
            longest = _values[node] == NoValue ? longest : i + 1;
        }

        return longest;
    }

    /// <summary>Length of the longest text that <paramref name="input"/> begins with; 0 for none.</summary>
    public int LongestPrefix(ReadOnlySpan<char> input)
    {
        var longest = 0;
        var node = Root;
        for (var i = 0; i < input.Length && TryStep(ref node, input[i]); i++)
        {
            longest = _values[node] == NoValue ? longest : i + 1;
        }

        return longest;
    }

    private void Add(ReadOnlySpan<char> text, int value)
    {
        var node = Root;
        foreach (var unit in text)
        {
            if (!TryStep(ref node, unit))
            {
                var child = _values.Count;
                _children.Add(((long)node << 16) | unit, child);
                _values.Add(NoValue);
                node = child;
            }
        }

        _values[node] = value;
    }
}
