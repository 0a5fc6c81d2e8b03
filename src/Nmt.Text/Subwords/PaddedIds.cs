namespace Nmt.Text.Subwords;

/// <summary>Sentences of a batch as one rectangle of ids, <c>[sentences, width]</c>, short ones padded at the end.</summary>
public sealed class PaddedIds
{
    private PaddedIds(long[] ids, int[] lengths, int width)
    {
        Ids = ids;
        Lengths = lengths;
        Width = width;
    }

    /// <summary>The ids, row after row: the id at position <c>t</c> of sentence <c>i</c> is at <c>i * Width + t</c>.</summary>
    public long[] Ids { get; }

    /// <summary>Ids of each sentence that are not padding, <c>[sentences]</c>.</summary>
    public int[] Lengths { get; }

    /// <summary>Length of the longest sentence.</summary>
    public int Width { get; }

    /// <summary>Number of sentences.</summary>
    public int Sentences => Lengths.Length;

    /// <summary>Ids that are not padding.</summary>
    public int Tokens => Lengths.Sum();

    /// <summary>Creates the rectangle.</summary>
    /// <param name="sentences">Ids of each sentence.</param>
    /// <param name="pad">Id that fills the rest of a row.</param>
    public static PaddedIds From(IReadOnlyList<int[]> sentences, int pad) =>
        From([.. sentences.Select(ids => new ReadOnlyMemory<int>(ids))], pad);

    /// <summary>Creates the rectangle.</summary>
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

    /// <summary>Some of the sentences, padded no further than the longest of them.</summary>
    /// <param name="rows">Which.</param>
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
