using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using Nmt.Text.Subwords;
using Nmt.Text.Subwords.Normalization;

namespace Nmt.Text.SubwordTraining.Input;

/// <summary>The training text as trainers see it: the distinct words with their counts, and the characters to cover.</summary>
/// <param name="Words">The words in ordinal order, each once; a word begins with its mark.</param>
/// <param name="Alphabet">Characters that get pieces with their counts, most frequent first.</param>
internal sealed record TrainingText(
    IReadOnlyList<(string Text, long Count)> Words, IReadOnlyList<(Rune Character, long Count)> Alphabet)
{
    /// <summary>What <see cref="Alphabet"/> leaves out.</summary>
    public UncoveredCharacters Uncovered { get; init; } = new(0, 0);

    /// <summary>Sorts counted words, so that their order does not depend on threads, and chooses the characters.</summary>
    /// <param name="counts">The words.</param>
    /// <param name="coverage">Share of the text that the most frequent characters must cover.</param>
    /// <param name="required">Characters that are always covered.</param>
    /// <param name="cancellation">Stops it.</param>
    public static TrainingText Create(
        IReadOnlyDictionary<string, long> counts, double coverage, string required, CancellationToken cancellation = default)
    {
        var words = counts.Select(pair => (pair.Key, pair.Value)).ToArray();
        Array.Sort(words, (a, b) => string.CompareOrdinal(a.Key, b.Key));
        return WithAlphabet(words, coverage, required, cancellation);
    }

    private static TrainingText WithAlphabet(
        (string Text, long Count)[] words, double coverage, string required, CancellationToken cancellation)
    {
        var counts = new Dictionary<Rune, long>();
        foreach (var (word, count) in words)
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var character in word.EnumerateRunes())
            {
                CollectionsMarshal.GetValueRefOrAddDefault(counts, character, out _) += count;
            }
        }

        // SentencePiece excludes NUL, which terminates its strings, from every vocabulary.
        long total = counts.Values.Sum();
        var requiredCharacters = required.EnumerateRunes().Distinct().ToHashSet();
        requiredCharacters.ToList().ForEach(character => counts.TryAdd(character, 0));
        long covered = 0L;
        var characters = new List<(Rune, long)>();
        foreach (var (character, count) in counts.OrderByDescending(p => p.Value).ThenBy(p => p.Key.Value))
        {
            bool isCovered = covered < coverage * total;
            covered += isCovered ? count : 0;
            if ((isCovered || requiredCharacters.Contains(character)) && character.Value != 0)
            {
                characters.Add((character, count));
            }
        }

        long used = characters.Sum(character => character.Item2);
        return new TrainingText(words, characters)
        {
            Uncovered = new UncoveredCharacters(counts.Count - characters.Count, total == 0 ? 0 : (double)(total - used) / total),
        };
    }
}

/// <summary>Characters of the training text that get no piece, because of <see cref="SubwordTrainingOptions.CharacterCoverage"/>.</summary>
/// <param name="Count">Number of distinct characters.</param>
/// <param name="Share">Their share of the text, from 0 to 1.</param>
public readonly record struct UncoveredCharacters(int Count, double Share);

/// <summary>Counts the words of lines; a word begins, or ends, with its mark, and ends before a reserved piece.</summary>
internal sealed class WordCounter
{
    private readonly Dictionary<string, long> _counts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private readonly Normalizer _normalizer;
    private readonly string[] _boundaries;
    private readonly SearchValues<char> _boundaryStarts;
    private readonly SubwordTrainingOptions _options;

    /// <summary>Creates an empty counter.</summary>
    /// <param name="normalizer">How lines are normalized.</param>
    /// <param name="boundaries">Texts that are not part of any word: the reserved pieces.</param>
    /// <param name="options">Specify where words begin and end.</param>
    public WordCounter(NormalizerSpec normalizer, IReadOnlyList<string> boundaries, SubwordTrainingOptions options)
    {
        var map = normalizer.PrecompiledCharsmap.IsEmpty ? null : new CharsMap(normalizer.PrecompiledCharsmap.Memory, normalizer.Name);
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
    /// <param name="count">Frequency of the line.</param>
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

    /// <summary>Adds the counts of another counter.</summary>
    public void Add(WordCounter other)
    {
        foreach (var (word, count) in other._counts)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(_counts, word, out _) += count;
        }
    }

    private (int Start, int Length) NextBoundary(ReadOnlySpan<char> text)
    {
        for (int start = 0; start < text.Length; start++)
        {
            int candidate = text[start..].IndexOfAny(_boundaryStarts);
            if (candidate < 0)
            {
                break;
            }

            start += candidate;
            foreach (string boundary in _boundaries)
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
            var word = _options.SplitByWhitespace ? text[..FirstWordLength(text)] : text;
            CollectionsMarshal.GetValueRefOrAddDefault(_lookup, word, out _) += count;
            text = text[word.Length..];
        }
    }

    /// <summary>Length of the first word with its mark, or with all its marks if several may be a piece.</summary>
    private int FirstWordLength(ReadOnlySpan<char> text)
    {
        if (!_options.WhitespaceAsSuffix)
        {
            int start = Math.Max(1, _options.AllowWhitespaceOnlyPieces ? CountMarks(text, 0) : 0);
            return text[start..].IndexOf(WordBoundaryMark.Character) is >= 0 and var length ? start + length : text.Length;
        }

        int mark = text.IndexOf(WordBoundaryMark.Character);
        return mark < 0 ? text.Length : mark + (_options.AllowWhitespaceOnlyPieces ? CountMarks(text, mark) : 1);
    }

    private static int CountMarks(ReadOnlySpan<char> text, int start) =>
        text[start..].IndexOfAnyExcept(WordBoundaryMark.Character) is >= 0 and var length ? length : text.Length - start;
}

/// <summary>Chooses the pieces of a model.</summary>
internal interface ISubwordTrainer
{
    /// <summary>The normal pieces in the order of their ids, at most <paramref name="maxPieces"/>; fewer if the text has no more.</summary>
    /// <param name="text">The words and characters of the training text.</param>
    /// <param name="maxPieces">Size of the vocabulary without the reserved pieces.</param>
    /// <param name="cancellation">Stops training.</param>
    IReadOnlyList<(string Text, float Score)> Train(TrainingText text, int maxPieces, CancellationToken cancellation);
}
