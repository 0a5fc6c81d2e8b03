using Nmt.Text;

namespace Nmt.Data.Corpora;

/// <summary>Decides which pairs are left out, in the order in which they stand, and counts them.</summary>
public sealed class PairFilters
{
    private readonly List<(string Setting, Func<string, string, bool> Drops)> _filters = [];
    private readonly SkippedPairs[] _dropped;

    /// <summary>Takes the filters that are on, in the order of their settings.</summary>
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

    /// <summary>What was left out so far, an entry for each filter that is on.</summary>
    public IReadOnlyList<FilterReport> Reports => [.. _filters.Zip(_dropped, (filter, dropped) => new FilterReport(filter.Setting, dropped))];

    /// <summary>Whether any filter is on.</summary>
    public bool AreOn => _filters.Count > 0;

    /// <summary>Whether a pair is left out.</summary>
    /// <param name="source">Its source.</param>
    /// <param name="target">Its target.</param>
    /// <param name="file">The source file that it stands in.</param>
    /// <param name="line">Its line there.</param>
    public bool Drop(string source, string target, string file, int line)
    {
        for (var i = 0; i < _filters.Count; i++)
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
        var words = 0;
        var inWord = false;
        foreach (var character in text)
        {
            var isBlank = char.IsWhiteSpace(character);
            words += !isBlank && !inWord ? 1 : 0;
            inWord = !isBlank;
        }

        return words;
    }
}
