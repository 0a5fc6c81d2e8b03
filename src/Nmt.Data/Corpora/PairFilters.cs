using Nmt.Text.Corpora;

namespace Nmt.Data.Corpora;

/// <summary>Decides which pairs are left out, in the order in which they are read, and counts them.</summary>
public sealed class PairFilters
{
    private readonly List<(string Setting, Func<string, string, bool> Drops)> _filters = [];
    private readonly SkippedPairs[] _dropped;

    /// <summary>Creates the filters that are on, in the order of their settings.</summary>
    public PairFilters(FiltersConfig config)
    {
        if (config.MinWords > 0)
        {
            _filters.Add(("min_words", (source, target) => Math.Min(Words(source), Words(target)) < config.MinWords));
        }

        if (config.MaxWords > 0)
        {
            _filters.Add(("max_words", (source, target) => Math.Max(Words(source), Words(target)) > config.MaxWords));
        }

        if (config.MaxLengthRatio > 0)
        {
            _filters.Add(("max_length_ratio", (source, target) => IsLopsided(Words(source), Words(target), config.MaxLengthRatio)));
        }

        if (config.DropCopies)
        {
            _filters.Add(("drop_copies", (source, target) => source.AsSpan().Trim().SequenceEqual(target.AsSpan().Trim())));
        }

        // The last: a pair that another filter leaves out need not be remembered.
        if (config.DropDuplicates)
        {
            var seen = new SeenPairs();
            _filters.Add(("drop_duplicates", (source, target) => !seen.Add(source, target)));
        }

        _dropped = new SkippedPairs[_filters.Count];
    }

    /// <summary>What was left out so far, an entry per filter that is on.</summary>
    public IReadOnlyList<FilterReport> Reports => [.. _filters.Zip(_dropped, (filter, dropped) => new FilterReport(filter.Setting, dropped))];

    /// <summary>Whether any filter is on.</summary>
    public bool HasFilters => _filters.Count > 0;

    /// <summary>Whether a pair is left out.</summary>
    /// <param name="source">Its source.</param>
    /// <param name="target">Its target.</param>
    /// <param name="file">Its source file.</param>
    /// <param name="line">Its line there.</param>
    public bool Drop(string source, string target, string file, int line)
    {
        for (int i = 0; i < _filters.Count; i++)
        {
            if (_filters[i].Drops(source, target))
            {
                _dropped[i] = _dropped[i].Add(file, line);
                return true;
            }
        }

        return false;
    }

    private static bool IsLopsided(int source, int target, double maxRatio) =>
        Math.Max(source, target) > maxRatio * Math.Min(source, target);

    private static int Words(string text)
    {
        int words = 0;
        bool inWord = false;
        foreach (char character in text)
        {
            bool isSpace = char.IsWhiteSpace(character);
            words += !isSpace && !inWord ? 1 : 0;
            inWord = !isSpace;
        }

        return words;
    }
}

/// <summary>What a filter left out.</summary>
/// <param name="Setting">Its key in section <c>data.filters</c>.</param>
/// <param name="Dropped">The pairs; one that several filters would leave out counts for the first of them.</param>
public sealed record FilterReport(string Setting, SkippedPairs Dropped);

/// <summary>Pairs that were left out for one reason.</summary>
/// <param name="Count">How many.</param>
/// <param name="FirstFile">Source file of the first one; null when there is none.</param>
/// <param name="FirstLine">Number of the first one's line, from 1; 0 when there is none.</param>
public readonly record struct SkippedPairs(long Count, string? FirstFile, int FirstLine)
{
    /// <summary>The sum of these and those that came after them.</summary>
    public static SkippedPairs operator +(SkippedPairs first, SkippedPairs then) =>
        first.Count == 0 ? then : first with { Count = first.Count + then.Count };

    /// <summary>Counts one more.</summary>
    internal SkippedPairs Add(string file, int line) => this + new SkippedPairs(1, file, line);
}

/// <summary>A set of line numbers, one bit per line.</summary>
internal sealed class LineSet
{
    private ulong[] _bits = [];

    /// <summary>Number of lines in it.</summary>
    public int Count { get; private set; }

    /// <summary>Whether a line is in it.</summary>
    public bool Contains(int line) => line >> 6 < _bits.Length && ((_bits[line >> 6] >> (line & 63)) & 1) != 0;

    /// <summary>Adds a line that is not in it.</summary>
    public void Add(int line)
    {
        int word = line >> 6;
        if (word >= _bits.Length)
        {
            Array.Resize(ref _bits, Math.Max(word + 1, 2 * _bits.Length));
        }

        _bits[word] |= 1UL << (line & 63);
        Count++;
    }
}
