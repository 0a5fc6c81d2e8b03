using System.Collections.Concurrent;

namespace Nmt.Text.Tokenization;

/// <summary>Segments words apart from each other and remembers the results.</summary>
/// <remarks>
/// Exact for byte pair encoding when no piece has a blank mark behind its first character, because then no merge can cross
/// the beginning of a word and the merges inside one word do not depend on other words. See <see cref="IsExactFor"/>.
/// </remarks>
internal sealed class WordCache(ISegmenter inner) : ISegmenter
{
    // Bounds of the memory that the cache can take; frequent words come early and are short.
    private const int MaxWords = 200_000;
    private const int MaxWordLength = 40;
    private readonly ConcurrentDictionary<string, Segment[]> _words = new(StringComparer.Ordinal);
    private int _count;

    /// <summary>Whether words can be segmented apart with this model.</summary>
    public static bool IsExactFor(SentencePieceModel model) => model.Kind == ModelKind.Bpe && model.Pieces.All(piece =>
        piece.Kind != PieceKind.Unused && piece.Text.LastIndexOf(Normalizer.BlankMark) <= 0);

    /// <inheritdoc/>
    public void Cut(ReadOnlySpan<char> text, List<Segment> output)
    {
        while (!text.IsEmpty)
        {
            var next = text[1..].IndexOf(Normalizer.BlankMark) + 1;
            var word = next == 0 ? text : text[..next];
            CutWord(word, output);
            text = text[word.Length..];
        }
    }

    private void CutWord(ReadOnlySpan<char> word, List<Segment> output)
    {
        if (word.Length > MaxWordLength)
        {
            inner.Cut(word, output);
            return;
        }

        if (!_words.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(word, out var segments))
        {
            var fresh = new List<Segment>();
            inner.Cut(word, fresh);
            segments = [.. fresh];
            if (Volatile.Read(ref _count) < MaxWords && _words.TryAdd(word.ToString(), segments))
            {
                Interlocked.Increment(ref _count);
            }
        }

        output.AddRange(segments);
    }
}
