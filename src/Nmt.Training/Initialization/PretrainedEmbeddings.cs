using Nmt.Text.Subwords;
using Serilog;
using static TorchSharp.torch;

namespace Nmt.Training.Initialization;

/// <summary>
/// Fills an embedding table with pretrained word vectors. A piece gets the vector of its exact text or, if it begins a word, of its
/// text without the word-boundary mark. Reserved pieces keep their initial values.
/// </summary>
/// <param name="vocabulary">The pieces, one per row of the table.</param>
/// <param name="log">The log.</param>
internal sealed class PretrainedEmbeddings(Vocabulary vocabulary, ILogger log)
{
    /// <summary>The factor by which the model multiplies its embeddings: the vectors are divided by it, so that the model reads them as they are.</summary>
    public double Scale { get; init; } = 1;

    /// <summary>Replaces the rows of all pieces that the file has a vector for.</summary>
    /// <param name="table">The embeddings, <c>[vocab, embed]</c>.</param>
    /// <param name="path">The file of vectors.</param>
    /// <param name="side">The side of the table, for the log.</param>
    /// <param name="cancellation">Stops reading the file.</param>
    public void Fill(Tensor table, string path, string side, CancellationToken cancellation = default)
    {
        using var noGradient = no_grad();
        var (reserved, pieces) = Split();
        var words = reserved.Concat(pieces).Select(id => vocabulary[id]).SelectMany(piece => new[] { piece, WithoutMark(piece) });
        var read = WordVectorFile.Read(path, (int)table.shape[1], words.ToHashSet(StringComparer.Ordinal), cancellation);
        int exact = 0;
        int withoutMark = 0;
        foreach (int id in pieces)
        {
            bool isExact = read.Vectors.TryGetValue(vocabulary[id], out float[]? vector);
            if (!isExact && !read.Vectors.TryGetValue(WithoutMark(vocabulary[id]), out vector))
            {
                continue;
            }

            using var scope = NewDisposeScope();
            table[id].copy_(tensor(vector!) / Scale);
            exact += isExact ? 1 : 0;
            withoutMark += isExact ? 0 : 1;
        }

        log.Information(
            "Pretrained {Side} embeddings: {Found} of {Pieces} pieces found in {Path}, {Exact} exactly and {WithoutMark} without the word-boundary mark; {Rows} rows read, {Repeated} repeated, {Unreadable} skipped",
            side, exact + withoutMark, pieces.Length, path, exact, withoutMark, read.Rows, read.Repeated.Count, read.Unreadable.Count);
        Warn(path, read, [.. reserved.Select(id => vocabulary[id]).Where(read.Vectors.ContainsKey)], exact + withoutMark);
    }

    private (int[] Reserved, int[] Pieces) Split()
    {
        var isReserved = Enumerable.Range(0, vocabulary.Count).ToLookup(vocabulary.IsReserved);
        return ([.. isReserved[true]], [.. isReserved[false]]);
    }

    private void Warn(string path, WordVectors read, string[] reserved, int found)
    {
        if (read.AnnouncedRows is { } announced && announced != read.Rows)
        {
            log.Warning("{Path}:1: the header announces {Announced} words, but the file has {Rows}; is it complete?", path, announced, read.Rows);
        }

        if (read.Unreadable.Count > 0)
        {
            log.Warning("{Path}:{Line}: the word is blank or not UTF-8; {Count} such rows are skipped", path, read.Unreadable.FirstLine, read.Unreadable.Count);
        }

        if (read.Repeated.Count > 0)
        {
            log.Warning("{Path}:{Line}: the word has an earlier row, which is used; {Count} such rows are ignored", path, read.Repeated.FirstLine, read.Repeated.Count);
        }

        if (reserved.Length > 0)
        {
            log.Information("{Path}: the vectors of {Reserved:l} are not used: reserved pieces keep their initial values", path, string.Join(", ", reserved));
        }

        if (found == 0)
        {
            log.Warning("{Path}: the file has no vector for any piece of the vocabulary; all embeddings keep their initial values", path);
        }
    }

    private static string WithoutMark(string piece) =>
        piece.StartsWith(WordBoundaryMark.Character) && piece.Length > 1 ? piece[1..] : piece;
}
