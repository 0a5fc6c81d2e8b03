namespace Nmt.Text.Tokenization.Training.Unigram;

/// <summary>Sorts the suffixes of all words by their first characters (multikey quicksort, Bentley and Sedgewick 1997).</summary>
/// <param name="text">The words.</param>
/// <param name="maxDepth">Characters that are looked at.</param>
internal sealed class SuffixSorter(CoveredText text, int maxDepth)
{
    private const int EndOfWord = -1;

    // Below this, insertion is faster than partition.
    private const int SmallRange = 12;
    private readonly int[] _remaining = RemainingOf(text);

    /// <summary>The positions of the text, ordered by what begins there; on equal beginnings by position.</summary>
    public int[] Sort()
    {
        var suffixes = Enumerable.Range(0, text.Characters.Length).ToArray();
        var ranges = new Stack<(int First, int End, int Depth)>([(0, suffixes.Length, 0)]);
        while (ranges.TryPop(out var range))
        {
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

    private static int[] RemainingOf(CoveredText text)
    {
        var remaining = new int[text.Characters.Length];
        for (var word = 0; word < text.WordCount; word++)
        {
            var end = text.StartOf(word + 1);
            for (var position = text.StartOf(word); position < end; position++)
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
        var pivot = MedianOfThree(
            CharacterAt(suffixes[first], depth), CharacterAt(suffixes[(first + end) / 2], depth), CharacterAt(suffixes[end - 1], depth));
        var (less, more) = (first, end);
        for (var i = first; i < more;)
        {
            var character = CharacterAt(suffixes[i], depth);
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

        // Words that end here are alike: only their positions are left to compare.
        ranges.Push((less, more, pivot == EndOfWord ? maxDepth : depth + 1));
    }

    private void SortSmall(Span<int> suffixes, int depth)
    {
        for (var i = 1; i < suffixes.Length; i++)
        {
            var suffix = suffixes[i];
            var place = i;
            while (place > 0 && Compare(suffixes[place - 1], suffix, depth) > 0)
            {
                suffixes[place] = suffixes[place - 1];
                place--;
            }

            suffixes[place] = suffix;
        }
    }

    private int Compare(int first, int second, int depth)
    {
        var characters = text.Characters;
        var a = characters.Slice(first, Math.Min(maxDepth, _remaining[first]))[Math.Min(depth, _remaining[first])..];
        var b = characters.Slice(second, Math.Min(maxDepth, _remaining[second]))[Math.Min(depth, _remaining[second])..];
        var order = a.SequenceCompareTo(b);
        return order != 0 ? order : first.CompareTo(second);
    }

    private static int MedianOfThree(int a, int b, int c) => Math.Max(Math.Min(a, b), Math.Min(Math.Max(a, b), c));
}
