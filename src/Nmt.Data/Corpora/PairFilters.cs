using Nmt.Text.Corpora;

namespace Nmt.Data.Corpora;

/// <summary>Decides which pairs to drop, in the order in which they are read, and counts them.</summary>
public sealed class PairFilters
{
    private readonly List<(string Setting, Func<string, string, bool> Drops)> _filters = [];
    private readonly SkippedPairs[] _dropped;

    /// <summary>Creates the enabled filters, in the order of their settings.</summary>
    public PairFilters(FiltersConfig config)
    {
        if (config.MinWords > 0)
        {
            _filters.Add(("min_words", (source, target) => Math.Min(CountWords(source), CountWords(target)) < config.MinWords));
        }

        if (config.MaxWords > 0)
        {
            _filters.Add(("max_words", (source, target) => Math.Max(CountWords(source), CountWords(target)) > config.MaxWords));
        }

        if (config.MaxLengthRatio > 0)
        {
            _filters.Add(("max_length_ratio", (source, target) => IsLopsided(CountWords(source), CountWords(target), config.MaxLengthRatio)));
        }

        if (config.DropCopies)
        {
            _filters.Add(("drop_copies", (source, target) => source.AsSpan().Trim().SequenceEqual(target.AsSpan().Trim())));
        }

        // Last: a pair that another filter drops need not be remembered.
        if (config.DropDuplicates)
        {
            var seen = new SeenPairs();
            _filters.Add(("drop_duplicates", (source, target) => !seen.Add(source, target)));
        }

        _dropped = new SkippedPairs[_filters.Count];
    }

    /// <summary>The pairs dropped so far, one entry per enabled filter.</summary>
    public IReadOnlyList<FilterReport> Reports => [.. _filters.Zip(_dropped, (filter, dropped) => new FilterReport(filter.Setting, dropped))];

    /// <summary>Whether any filter is enabled.</summary>
    public bool HasFilters => _filters.Count > 0;

    /// <summary>Whether to drop a pair, which is then counted.</summary>
    /// <param name="source">Its source.</param>
    /// <param name="target">Its target.</param>
    /// <param name="file">Its source file.</param>
    /// <param name="line">Its line in that file.</param>
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

    private static int CountWords(string text)
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

/// <summary>The pairs that a filter dropped.</summary>
/// <param name="Setting">Its key in section <c>data.filters</c>.</param>
/// <param name="Dropped">The pairs; one that several filters would drop counts for the first of them.</param>
public sealed record FilterReport(string Setting, SkippedPairs Dropped);

/// <summary>Pairs that were skipped for the same reason.</summary>
/// <param name="Count">Number of pairs.</param>
/// <param name="FirstFile">Source file of the first one; null if there is none.</param>
/// <param name="FirstLine">Line number of the first one, from 1; 0 if there is none.</param>
public readonly record struct SkippedPairs(long Count, string? FirstFile, int FirstLine)
{
    /// <summary>Adds pairs that were skipped later.</summary>
    public static SkippedPairs operator +(SkippedPairs first, SkippedPairs later) =>
        first.Count == 0 ? later : first with { Count = first.Count + later.Count };

    /// <summary>Counts one more pair.</summary>
    internal SkippedPairs Add(string file, int line) => this + new SkippedPairs(1, file, line);
}

/// <summary>A set of line numbers, one bit per line.</summary>
internal sealed class LineSet
{
    private ulong[] _bits = [];

    /// <summary>Number of lines in the set.</summary>
    public int Count { get; private set; }

    /// <summary>Whether the set contains a line.</summary>
    public bool Contains(int line) => line >> 6 < _bits.Length && ((_bits[line >> 6] >> (line & 63)) & 1) != 0;

    /// <summary>Adds a line that the set does not contain yet.</summary>
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
