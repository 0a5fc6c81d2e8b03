using System.Buffers;
using System.Runtime.InteropServices;

namespace Nmt.Text.Tokenization.Training;

/// <summary>Counts the words of lines; a word begins with its blank mark and ends before the next, or before a reserved piece.</summary>
internal sealed class WordCounter
{
    private readonly Dictionary<string, long> _counts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private readonly Normalizer _normalizer;
    private readonly string[] _boundaries;
    private readonly SearchValues<char> _boundaryStarts;
    private readonly bool _splitsByWhitespace;

    /// <summary>Makes an empty counter.</summary>
    /// <param name="normalizer">How lines are normalized.</param>
    /// <param name="boundaries">Texts that are no part of any word: the reserved pieces.</param>
    /// <param name="splitsByWhitespace">Whether blanks end words.</param>
    public WordCounter(NormalizerSpec normalizer, IReadOnlyList<string> boundaries, bool splitsByWhitespace)
    {
        var map = normalizer.CharsMap.IsEmpty ? null : new CharsMap(normalizer.CharsMap, normalizer.Name);
        _normalizer = new Normalizer(normalizer, map, blankAsSuffix: false, boundaries);
        _boundaries = [.. boundaries.OrderByDescending(text => text.Length)];
        _boundaryStarts = SearchValues.Create([.. boundaries.Select(text => text[0])]);
        _splitsByWhitespace = splitsByWhitespace;
        _lookup = _counts.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>The words and their counts.</summary>
    public IReadOnlyDictionary<string, long> Counts => _counts;

    /// <summary>Normalizes a line and counts its words.</summary>
    public void Add(string line)
    {
        ReadOnlySpan<char> text = _normalizer.Normalize(line);
        while (NextBoundary(text) is (var start, > 0 and var length))
        {
            AddWords(text[..start]);
            text = text[(start + length)..];
        }

        AddWords(text);
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

    private void AddWords(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            var next = _splitsByWhitespace ? text[1..].IndexOf(Normalizer.BlankMark) + 1 : 0;
            var word = next == 0 ? text : text[..next];
            CollectionsMarshal.GetValueRefOrAddDefault(_lookup, word, out _)++;
            text = text[word.Length..];
        }
    }
}
