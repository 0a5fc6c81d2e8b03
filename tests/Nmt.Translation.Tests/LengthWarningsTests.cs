using Nmt.Search;
using Nmt.Text.Subwords;

namespace Nmt.Translation.Tests;

public sealed class LengthWarningsTests
{
    private static readonly Vocabulary Vocabulary = new(["<unk>", "<s>", "</s>", "a"], unk: 0, bos: 1, eos: 2);

    [Fact]
    public void Sources_that_are_translated_whole_give_no_warning()
    {
        Assert.Null(new LengthWarnings(new SearchConfig()).Add(Result(1, length: 3, [3, 3, 3])));
        Assert.Null(new LengthWarnings(new SearchConfig()).Add(Result(1, length: 0)));
    }

    [Fact]
    public void Cropped_and_split_sources_are_named_with_the_limit_of_their_own_settings()
    {
        var warnings = new LengthWarnings(new SearchConfig { MaxSourceLength = 2 });
        var split = Result(2, length: 3, [3, 3], [3]);

        Assert.Equal(
            "in.en:1: 3 subwords; only the first 2 were translated (search.max_source_length, search.long_lines)",
            warnings.Add(Result(1, length: 3, [3, 3])));
        Assert.Equal(
            "in.en:2: 3 subwords are more than 2; translated in 2 segments (search.max_source_length, search.long_lines)", warnings.Add(split));
        Assert.StartsWith(
            "in.en:2: 3 subwords are more than 7;",
            warnings.Add(split with { Request = split.Request with { Search = new SearchConfig { MaxSourceLength = 7 } } }), StringComparison.Ordinal);
        Assert.Null(warnings.Summary);
    }

    [Fact]
    public void Incomplete_translations_are_counted_and_the_first_line_is_named_in_any_order()
    {
        var warnings = new LengthWarnings(new SearchConfig());
        foreach (int line in new[] { 7, 3, 9 })
        {
            warnings.Add(Result(line, 1, [3]) with { Hypotheses = [Hypothesis(isComplete: false)] });
        }

        warnings.Add(Result(1, 1, [3]) with { Hypotheses = [Hypothesis(isComplete: true)] });

        Assert.Equal(
            "3 translations stopped at the length limit, the first for in.en:3 (search.max_length, search.max_length_ratio, search.max_length_offset)",
            warnings.Summary);
    }

    private static TranslationResult Result(int line, int length, params int[][] segments) =>
        new(new TranslationRequest(line, "a") { Place = $"in.en:{line}" }, Vocabulary) { SourceLength = length, SourceSegments = segments };

    private static FinishedHypothesis Hypothesis(bool isComplete) => new([3], -1, -1, isComplete);
}
