using System.Buffers.Binary;
using System.Text;

namespace Nmt.Text.Tokenization.Normalization;

/// <summary>Packs normalization rules into SentencePiece's precompiled form, which <see cref="CharsMap"/> reads.</summary>
internal static class CharsMapBuilder
{
    /// <summary>Packs rules: size of the trie, the trie, the distinct results with a NUL behind each.</summary>
    public static byte[] Build(IReadOnlyDictionary<string, string> rules)
    {
        var pool = new List<byte>();
        var positions = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var result in rules.Values.Distinct().Order(StringComparer.Ordinal))
        {
            positions.Add(result, pool.Count);
            pool.AddRange(Encoding.UTF8.GetBytes(result));
            pool.Add(0);
        }

        var keys = rules
            .Select(rule => (Key: Encoding.UTF8.GetBytes(rule.Key), Value: positions[rule.Value]))
            .OrderBy(rule => rule.Key, Comparer<byte[]>.Create((a, b) => a.AsSpan().SequenceCompareTo(b)))
            .ToArray();
        var units = new DoubleArrayBuilder(new MinimalTrie(keys)).Build();

        var blob = new byte[4 + (4 * units.Length) + pool.Count];
        BinaryPrimitives.WriteInt32LittleEndian(blob, 4 * units.Length);
        for (var i = 0; i < units.Length; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(blob.AsSpan(4 + (4 * i)), units[i]);
        }

        pool.CopyTo(blob, 4 + (4 * units.Length));
        return blob;
    }
}
