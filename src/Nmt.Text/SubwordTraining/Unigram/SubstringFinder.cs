using Nmt.Text.SubwordTraining.Input;

namespace Nmt.Text.SubwordTraining.Unigram;

/// <summary>Finds the substrings of words that occur more than once, the candidates for pieces.</summary>
/// <remarks>
/// All suffixes of all words are sorted by as many characters as a piece may have: a suffix array of bounded depth.
/// Suffixes that share a prefix are then adjacent, and the intervals of the array with a shared prefix of maximal length
/// are the nodes of a suffix tree (Abouelhoda et al. 2004). For each node, only the longest substring that may be a piece
/// is kept: the shorter ones occur at the same positions. Counts are weighted by word frequency. Of the suffixes
/// that occur at a single position, only whole words are kept: the others would compete with them and lose.
/// </remarks>
internal sealed class SubstringFinder
{
    private const int MinCount = 2;
    private readonly CharacterCoverage _text;
    private readonly SymbolShape[] _shapes;
    private readonly PieceConstraints _constraints;
    private readonly int _maxLength;
    private readonly int[] _wordAt;

    /// <summary>Creates a finder.</summary>
    /// <param name="text">The words.</param>
    /// <param name="shapes">The shapes of the characters, by number.</param>
    /// <param name="constraints">Which substrings may be pieces.</param>
    /// <param name="maxLength">Maximum number of characters per piece.</param>
    public SubstringFinder(CharacterCoverage text, SymbolShape[] shapes, PieceConstraints constraints, int maxLength)
    {
        (_text, _shapes, _constraints, _maxLength) = (text, shapes, constraints, maxLength);
        _wordAt = new int[text.Characters.Length];
        for (int word = 0; word < text.WordCount; word++)
        {
            _wordAt.AsSpan(text.StartOf(word)..text.StartOf(word + 1)).Fill(word);
        }
    }

    /// <summary>A substring: one of its positions, its length, and how often it occurs.</summary>
    internal readonly record struct Substring(int Start, int Length, long Count);

    /// <summary>Finds the substrings of at least two characters, in the order of their characters.</summary>
    /// <param name="cancellation">Stops the search.</param>
    public List<Substring> Find(CancellationToken cancellation = default)
    {
        int[] suffixes = new SuffixSorter(_text, _maxLength).Sort(cancellation);
        var found = new List<Substring>();
        var open = new Stack<Interval>();
        for (int i = 0; i <= suffixes.Length; i++)
        {
            cancellation.ThrowIfCancellationRequested();

            // Intervals deeper than the prefix shared with the previous suffix end here.
            int shared = i == 0 || i == suffixes.Length ? 0 : SharedLength(suffixes[i - 1], suffixes[i]);
            var closed = new Interval(shared, 0, 0);
            while (open.TryPeek(out var top) && top.Depth > shared)
            {
                open.Pop();
                closed = closed.With(top);
                int parentDepth = Math.Max(shared, open.TryPeek(out var below) ? below.Depth : 0);
                Keep(found, suffixes[i - 1], closed with { Depth = top.Depth }, parentDepth);
            }

            if (closed.Suffixes > 0 && shared > 0)
            {
                Add(open, closed);
            }

            if (i < suffixes.Length)
            {
                Add(open, new Interval(SuffixLength(suffixes[i]), 1, _text.CountOf(_wordAt[suffixes[i]])));
            }
        }

        return found;
    }

    private static void Add(Stack<Interval> open, Interval interval)
    {
        if (open.TryPeek(out var top) && top.Depth == interval.Depth)
        {
            open.Pop();
            interval = interval.With(top);
        }

        open.Push(interval);
    }

    private void Keep(List<Substring> found, int start, Interval interval, int parentDepth)
    {
        bool isInOneWord = interval.Suffixes == 1;
        if (interval.Count < MinCount || (isInOneWord && start != _text.StartOf(_wordAt[start])))
        {
            return;
        }

        int length = AllowedLength(start, interval.Depth);
        if (length > Math.Max(parentDepth, 1))
        {
            found.Add(new Substring(start, length, interval.Count));
        }
    }

    private int AllowedLength(int start, int depth)
    {
        var characters = _text.Characters;
        var shape = _shapes[characters[start]];
        int allowed = 1;
        for (int length = 2; length <= depth; length++)
        {
            if (!_constraints.TryJoin(shape, _shapes[characters[start + length - 1]], out var joined))
            {
                // A word boundary mark at the end rules out this length, not the next.
                if (!joined.EndsWithMark || joined.Length > _maxLength || shape.StandsAlone)
                {
                    break;
                }
            }
            else
            {
                allowed = length;
            }

            shape = joined;
        }

        return allowed;
    }

    /// <summary>Suffixes that share their first characters.</summary>
    /// <param name="Depth">Number of characters that they share.</param>
    /// <param name="Suffixes">Number of suffixes, of one or several words.</param>
    /// <param name="Count">How often they occur in the text.</param>
    private readonly record struct Interval(int Depth, int Suffixes, long Count)
    {
        public Interval With(Interval other) => new(Depth, Suffixes + other.Suffixes, Count + other.Count);
    }

    private int SuffixLength(int start) => Math.Min(_maxLength, _text.StartOf(_wordAt[start] + 1) - start);

    private int SharedLength(int first, int second)
    {
        var characters = _text.Characters;
        return characters.Slice(first, SuffixLength(first)).CommonPrefixLength(characters.Slice(second, SuffixLength(second)));
    }
}

/// <summary>Sorts the suffixes of all words by their first characters (multikey quicksort, Bentley and Sedgewick 1997).</summary>
/// <param name="text">The words.</param>
/// <param name="maxDepth">Number of characters to compare.</param>
internal sealed class SuffixSorter(CharacterCoverage text, int maxDepth)
{
    private const int EndOfWord = -1;

    // Below this, insertion is faster than partition.
    private const int SmallRange = 12;
    private readonly int[] _remaining = RemainingOf(text);

    /// <summary>Sorts the positions of the text by the suffixes that start there; on ties by position.</summary>
    /// <param name="cancellation">Stops sorting.</param>
    public int[] Sort(CancellationToken cancellation = default)
    {
        int[] suffixes = Enumerable.Range(0, text.Characters.Length).ToArray();
        var ranges = new Stack<(int First, int End, int Depth)>([(0, suffixes.Length, 0)]);
        while (ranges.TryPop(out var range))
        {
            cancellation.ThrowIfCancellationRequested();
            var (first, end, depth) = range;
            if (depth == maxDepth)
            {
                Array.Sort(suffixes, first, end - first);
            }
            else if (end - first <= SmallRange)
            {
                SortSmall(suffixes.AsSpan(first..end), depth);
            }
            else
            {
                Partition(suffixes, range, ranges);
            }
        }

        return suffixes;
    }

    private static int[] RemainingOf(CharacterCoverage text)
    {
        int[] remaining = new int[text.Characters.Length];
        for (int word = 0; word < text.WordCount; word++)
        {
            int end = text.StartOf(word + 1);
            for (int position = text.StartOf(word); position < end; position++)
            {
                remaining[position] = end - position;
            }
        }

        return remaining;
    }

    private int CharacterAt(int suffix, int depth) =>
        depth < _remaining[suffix] ? text.Characters[suffix + depth] : EndOfWord;

    private void Partition(int[] suffixes, (int First, int End, int Depth) range, Stack<(int First, int End, int Depth)> ranges)
    {
        var (first, end, depth) = range;
        int pivot = MedianOfThree(
            CharacterAt(suffixes[first], depth), CharacterAt(suffixes[(first + end) / 2], depth), CharacterAt(suffixes[end - 1], depth));
        var (less, more) = (first, end);
        for (int i = first; i < more;)
        {
            int character = CharacterAt(suffixes[i], depth);
            if (character < pivot)
            {
                (suffixes[less], suffixes[i]) = (suffixes[i], suffixes[less]);
                less++;
                i++;
            }
            else if (character > pivot)
            {
                more--;
                (suffixes[more], suffixes[i]) = (suffixes[i], suffixes[more]);
            }
            else
            {
                i++;
            }
        }

        ranges.Push((first, less, depth));
        ranges.Push((more, end, depth));

        // Suffixes that end here are equal: only their positions remain to be compared.
        ranges.Push((less, more, pivot == EndOfWord ? maxDepth : depth + 1));
    }

    private void SortSmall(Span<int> suffixes, int depth)
    {
        for (int i = 1; i < suffixes.Length; i++)
        {
            int suffix = suffixes[i];
            int slot = i;
            while (slot > 0 && Compare(suffixes[slot - 1], suffix, depth) > 0)
            {
                suffixes[slot] = suffixes[slot - 1];
                slot--;
            }

            suffixes[slot] = suffix;
        }
    }

    private int Compare(int first, int second, int depth)
    {
        var characters = text.Characters;
        var a = characters.Slice(first, Math.Min(maxDepth, _remaining[first]))[Math.Min(depth, _remaining[first])..];
        var b = characters.Slice(second, Math.Min(maxDepth, _remaining[second]))[Math.Min(depth, _remaining[second])..];
        int order = a.SequenceCompareTo(b);
        return order != 0 ? order : first.CompareTo(second);
    }

    private static int MedianOfThree(int a, int b, int c) => Math.Max(Math.Min(a, b), Math.Min(Math.Max(a, b), c));
}
