using System.Buffers;
using System.Runtime.InteropServices;

namespace Nmt.Text.Tokenization.Training;

/// <summary>Counts the words of lines; a word begins, or ends, with its blank mark, and ends before a reserved piece.</summary>
internal sealed class WordCounter
{
    private readonly Dictionary<string, long> _counts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private readonly Normalizer _normalizer;
    private readonly string[] _boundaries;
    private readonly SearchValues<char> _boundaryStarts;
    private readonly SubwordTrainingOptions _options;

    /// <summary>Makes an empty counter.</summary>
    /// <param name="normalizer">How lines are normalized.</param>
    /// <param name="boundaries">Texts that are no part of any word: the reserved pieces.</param>
    /// <param name="options">Says where words begin and end.</param>
    public WordCounter(NormalizerSpec normalizer, IReadOnlyList<string> boundaries, SubwordTrainingOptions options)
    {
        var map = normalizer.CharsMap.IsEmpty ? null : new CharsMap(normalizer.CharsMap, normalizer.Name);
        _normalizer = new Normalizer(normalizer, map, options.WhitespaceAsSuffix, boundaries);
        _boundaries = [.. boundaries.OrderByDescending(text => text.Length)];
        _boundaryStarts = SearchValues.Create([.. boundaries.Select(text => text[0])]);
        _options = options;
        _lookup = _counts.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>The words and their counts.</summary>
    public IReadOnlyDictionary<string, long> Counts => _counts;

    /// <summary>Normalizes a line and counts its words.</summary>
    /// <param name="line">The line.</param>
    /// <param name="count">How often each of its words counts.</param>
    public void Add(string line, long count = 1)
    {
        ReadOnlySpan<char> text = _normalizer.Normalize(line);
        while (NextBoundary(text) is (var start, > 0 and var length))
        {
            AddWords(text[..start], count);
            text = text[(start + length)..];
        }

        AddWords(text, count);
    }

    /// <summary>Adds what another counter has counted.</summary>
    public void Add(WordCounter other)
    {
        foreach (var (word, count) in other._counts)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(_counts, word, out _) += count;
        }
    }

    private (int Start, int Length) NextBoundary(ReadOnlySpan<char> text)
    {
        for (var start = 0; start < text.Length; start++)
        {
            var candidate = text[start..].IndexOfAny(_boundaryStarts);
            if (candidate < 0)
            {
                break;
            }

            start += candidate;
            foreach (var boundary in _boundaries)
            {
                if (text[start..].StartsWith(boundary))
                {
                    return (start, boundary.Length);
                }
            }
        }

        return (text.Length, 0);
    }

    private void AddWords(ReadOnlySpan<char> text, long count)
    {
        while (!text.IsEmpty)
        {
            var word = _options.SplitByWhitespace ? text[..FirstWord(text)] : text;
            CollectionsMarshal.GetValueRefOrAddDefault(_lookup, word, out _) += count;
            text = text[word.Length..];
        }
    }

    /// <summary>Length of the first word with its blank; where several blanks may be a piece, with all its blanks.</summary>
    private int FirstWord(ReadOnlySpan<char> text)
    {
        if (!_options.WhitespaceAsSuffix)
        {
            var start = Math.Max(1, _options.AllowWhitespaceOnlyPieces ? BlanksAt(text, 0) : 0);
            return text[start..].IndexOf(Normalizer.BlankMark) is >= 0 and var length ? start + length : text.Length;
        }

        var blank = text.IndexOf(Normalizer.BlankMark);
        return blank < 0 ? text.Length : blank + (_options.AllowWhitespaceOnlyPieces ? BlanksAt(text, blank) : 1);
    }

    private static int BlanksAt(ReadOnlySpan<char> text, int start) =>
        text[start..].IndexOfAnyExcept(Normalizer.BlankMark) is >= 0 and var length ? length : text.Length - start;
}
