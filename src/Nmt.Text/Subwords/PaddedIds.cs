namespace Nmt.Text.Subwords;

/// <summary>A batch of sentences as a rectangular array of ids, <c>[sentences, width]</c>, padded at the end.</summary>
public sealed class PaddedIds
{
    private PaddedIds(long[] ids, int[] lengths, int width)
    {
        Ids = ids;
        Lengths = lengths;
        Width = width;
    }

    /// <summary>The ids in row-major order: the id at position <c>t</c> of sentence <c>i</c> is at <c>i * Width + t</c>.</summary>
    public long[] Ids { get; }

    /// <summary>Number of ids in each sentence, without padding, <c>[sentences]</c>.</summary>
    public int[] Lengths { get; }

    /// <summary>Length of the longest sentence.</summary>
    public int Width { get; }

    /// <summary>Number of sentences.</summary>
    public int Sentences => Lengths.Length;

    /// <summary>Number of ids that are not padding.</summary>
    public int Tokens => Lengths.Sum();

    /// <summary>Pads sentences to the length of the longest.</summary>
    /// <param name="sentences">Ids of each sentence.</param>
    /// <param name="pad">Id that fills the rest of a row.</param>
    public static PaddedIds From(IReadOnlyList<int[]> sentences, int pad) =>
        From([.. sentences.Select(ids => new ReadOnlyMemory<int>(ids))], pad);

    /// <summary>Pads sentences to the length of the longest.</summary>
    /// <param name="sentences">Ids of each sentence.</param>
    /// <param name="pad">Id that fills the rest of a row.</param>
    public static PaddedIds From(IReadOnlyList<ReadOnlyMemory<int>> sentences, int pad)
    {
        int[] lengths = [.. sentences.Select(ids => ids.Length)];
        int width = lengths.Length == 0 ? 0 : lengths.Max();
        long[] padded = new long[sentences.Count * width];
        Array.Fill(padded, pad);
        for (int row = 0; row < sentences.Count; row++)
        {
            var ids = sentences[row].Span;
            for (int t = 0; t < ids.Length; t++)
            {
                padded[(row * width) + t] = ids[t];
            }
        }

        return new PaddedIds(padded, lengths, width);
    }

    /// <summary>Selects some of the sentences, padded to the longest of them.</summary>
    /// <param name="rows">The sentences to select.</param>
    public PaddedIds Slice(Range rows)
    {
        var (start, count) = rows.GetOffsetAndLength(Sentences);
        int[] lengths = Lengths[rows];
        int width = lengths.Length == 0 ? 0 : lengths.Max();
        long[] ids = new long[count * width];
        for (int row = 0; row < count; row++)
        {
            Array.Copy(Ids, (start + row) * Width, ids, row * width, width);
        }

        return new PaddedIds(ids, lengths, width);
    }
}
