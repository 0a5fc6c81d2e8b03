using System.Text.RegularExpressions;
using Nmt.Data.Corpora;
using Nmt.Text;
using Nmt.Text.Corpora;

namespace Nmt.Data.Tests.Corpora;

public sealed class PairFiltersTests
{
    // Short lines from a small vocabulary, so that copies and duplicates are common.
    private static readonly (string Source, string Target)[] Pairs = Random(3000);

    public static TheoryData<FiltersConfig> Configs =>
    [
        new FiltersConfig(),
        new FiltersConfig { MinWords = 2 },
        new FiltersConfig { MaxWords = 3 },
        new FiltersConfig { MaxLengthRatio = 1.5 },
        new FiltersConfig { DropCopies = true },
        new FiltersConfig { DropDuplicates = true },
        new FiltersConfig { MinWords = 1, MaxWords = 4, MaxLengthRatio = 2, DropCopies = true, DropDuplicates = true },
    ];

    [Theory]
    [MemberData(nameof(Configs))]
    public void Filters_drop_what_a_naive_reading_of_their_rules_drops(FiltersConfig config)
    {
        // Given
        string?[] naive = Naive(config);
        var filters = new PairFilters(config);

        // When
        string?[] dropped = new string?[Pairs.Length];
        for (int i = 0; i < Pairs.Length; i++)
        {
            var before = filters.Reports.ToDictionary(report => report.Setting, report => report.Dropped.Count);
            filters.Drop(Pairs[i].Source, Pairs[i].Target, "file", i + 1);
            dropped[i] = filters.Reports.FirstOrDefault(report => report.Dropped.Count > before[report.Setting])?.Setting;
        }

        // Then
        Assert.Equal(naive, dropped);
        Assert.All(filters.Reports, report => Assert.Equal(
            new SkippedPairs(naive.Count(name => name == report.Setting), "file", Array.IndexOf(naive, report.Setting) + 1), report.Dropped));
        Assert.Equal(config != new FiltersConfig(), filters.HasFilters);
        Assert.Equal(filters.HasFilters, filters.Reports.Count > 0);
    }

    [Fact]
    public void Boundary_between_the_sides_counts_for_duplicates()
    {
        // Given
        var filters = new PairFilters(new FiltersConfig { DropDuplicates = true });
        filters.Drop("ab", "c", "file", 1);

        // When
        bool dropped = filters.Drop("a", "bc", "file", 2);

        // Then
        Assert.False(dropped);
        Assert.True(filters.Drop("ab", "c", "file", 3));
    }

    private static string?[] Naive(FiltersConfig config)
    {
        var seen = new HashSet<(string, string)>();
        return [.. Pairs.Select(pair =>
        {
            int[] words = [Regex.Count(pair.Source, @"\S+"), Regex.Count(pair.Target, @"\S+")];
            return config.MinWords > 0 && words.Any(count => count < config.MinWords) ? "min_words"
                : config.MaxWords > 0 && words.Any(count => count > config.MaxWords) ? "max_words"
                : config.MaxLengthRatio > 0 && (words[0] > config.MaxLengthRatio * words[1] || words[1] > config.MaxLengthRatio * words[0]) ? "max_length_ratio"
                : config.DropCopies && pair.Source.Trim() == pair.Target.Trim() ? "drop_copies"
                : config.DropDuplicates && !seen.Add(pair) ? "drop_duplicates"
                : null;
        })];
    }

    private static (string Source, string Target)[] Random(int count)
    {
        var random = new SeededRandom(1);
        string Line() => string.Concat(Enumerable.Range(0, random.NextInt(6)).Select(_ => random.NextInt(3) switch { 0 => "a ", 1 => "b\t ", _ => "a" }));
        return [.. Enumerable.Range(0, count).Select(_ => (Line(), Line()))];
    }
}
