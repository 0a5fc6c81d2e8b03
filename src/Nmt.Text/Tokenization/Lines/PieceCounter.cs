using System.Text;

namespace Nmt.Text.Tokenization.Lines;

/// <summary>Counts how often text is segmented into each piece. For one thread.</summary>
public sealed class PieceCounter(ITokenizer tokenizer)
{
    private readonly long[] _counts = new long[tokenizer.Vocabulary.Count];

    /// <summary>Counts the pieces of a line of valid UTF-8.</summary>
    public void Add(ReadOnlySpan<byte> line)
    {
        foreach (int id in tokenizer.Encode(Encoding.UTF8.GetString(line)))
        {
            _counts[id]++;
        }
    }

    /// <summary>The pieces that occurred, without the unknown one, the most frequent first, equal ones in the order of their bytes.</summary>
    public IReadOnlyList<KeyValuePair<string, long>> Counts()
    {
        byte[] Utf8(int id) => Encoding.UTF8.GetBytes(tokenizer.Vocabulary[id]);
        var ids = Enumerable.Range(0, _counts.Length).Where(id => _counts[id] > 0 && id != tokenizer.Vocabulary.Unk).ToList();
        ids.Sort((a, b) => _counts[a] != _counts[b] ? _counts[b].CompareTo(_counts[a]) : Utf8(a).AsSpan().SequenceCompareTo(Utf8(b)));
        return [.. ids.Select(id => KeyValuePair.Create(tokenizer.Vocabulary[id], _counts[id]))];
    }
}
