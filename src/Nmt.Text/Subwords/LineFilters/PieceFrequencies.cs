using System.Globalization;
using System.Text;
using Nmt.Text.Lines;

namespace Nmt.Text.Subwords.LineFilters;

/// <summary>Counts the pieces of segmented text. Its file has a piece, a tab and the frequency on each line. Not thread-safe.</summary>
public sealed class PieceFrequencies(ITokenizer tokenizer)
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

    /// <summary>Writes the pieces that occurred, except the unknown one, by descending frequency, ties in byte order.</summary>
    public void Write(Stream output)
    {
        byte[] Utf8(int id) => Encoding.UTF8.GetBytes(tokenizer.Vocabulary[id]);
        var ids = Enumerable.Range(0, _counts.Length).Where(id => _counts[id] > 0 && id != tokenizer.Vocabulary.Unk).ToList();
        ids.Sort((a, b) => _counts[a] != _counts[b] ? _counts[b].CompareTo(_counts[a]) : Utf8(a).AsSpan().SequenceCompareTo(Utf8(b)));
        var text = new StringBuilder();
        foreach (int id in ids)
        {
            text.Append(CultureInfo.InvariantCulture, $"{tokenizer.Vocabulary[id]}\t{_counts[id]}\n");
        }

        output.Write(Encoding.UTF8.GetBytes(text.ToString()));
    }

    /// <summary>Reads the pieces that are frequent enough; a line without a frequency counts as 1.</summary>
    /// <exception cref="DataException">When a line has no piece, or its frequency is not a number.</exception>
    public static HashSet<string> Read(string path, int threshold)
    {
        var pieces = new HashSet<string>(StringComparer.Ordinal);
        int number = 0;
        foreach (string line in TextFile.ReadLines(path))
        {
            number++;
            string[] fields = line.Split('\t');
            long frequency = 1;
            if (fields[0].Length == 0
                || (fields.Length > 1 && !long.TryParse(fields[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out frequency)))
            {
                throw new DataException($"{path}:{number}: expected a piece, a tab and its frequency; got '{line}'");
            }

            if (frequency >= threshold)
            {
                pieces.Add(fields[0]);
            }
        }

        return pieces;
    }
}
