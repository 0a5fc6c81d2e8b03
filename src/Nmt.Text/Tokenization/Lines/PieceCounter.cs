using Nmt.Text.Tokenization.Segmentation;

namespace Nmt.Text.Tokenization.Lines;

/// <summary>Counts how often text is cut into each piece. For one thread.</summary>
public sealed class PieceCounter(SentencePieceTokenizer tokenizer)
{
    private readonly Scratch _scratch = new();
    private readonly long[] _counts = new long[tokenizer.Vocabulary.Count];

    /// <summary>Counts the pieces of a line of valid UTF-8.</summary>
    public void Add(ReadOnlySpan<byte> line)
    {
        tokenizer.Normalize(line, _scratch);
        tokenizer.Cut(_scratch);
        foreach (var piece in _scratch.Pieces)
        {
            _counts[piece.Id]++;
        }
    }

    /// <summary>The pieces that occurred, without the unknown one, the most frequent first, equal ones in the order of their bytes.</summary>
    public IReadOnlyList<KeyValuePair<string, long>> Counts()
    {
        var ids = Enumerable.Range(0, _counts.Length).Where(id => _counts[id] > 0 && id != tokenizer.Vocabulary.Unk).ToList();
        ids.Sort((a, b) => _counts[a] != _counts[b]
            ? _counts[b].CompareTo(_counts[a])
            : tokenizer.Utf8[a].AsSpan().SequenceCompareTo(tokenizer.Utf8[b]));
        return [.. ids.Select(id => KeyValuePair.Create(tokenizer.Vocabulary[id], _counts[id]))];
    }
}
