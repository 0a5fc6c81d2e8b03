using System.ComponentModel.DataAnnotations;

namespace Nmt.Search.Tests;

public sealed class SearchConfigTests
{
    [Theory]
    [InlineData(5, 5, 0)]
    [InlineData(5, 6, 1)]
    public void N_best_must_fit_the_beam(int beamSize, int nBest, int errors)
    {
        // Given
        var config = new SearchConfig { BeamSize = beamSize, NBest = nBest };

        // When
        var results = config.Validate(new ValidationContext(config)).ToList();

        // Then
        Assert.Equal(errors, results.Count);
        Assert.All(results, result => Assert.Equal("must not exceed search.beam_size (5); got 6", result.ErrorMessage));
    }

    public static TheoryData<SearchConfig, string, string> Contradictions => new()
    {
        { new SearchConfig { Method = SearchMethod.Sampling, Samples = 3, NBest = 4 }, "NBest", "must not exceed search.samples (3); got 4" },
        { new SearchConfig { BeamSize = 6, DiverseGroups = 4 }, "DiverseGroups", "must divide search.beam_size (6); got 4" },
        { new SearchConfig { MinLength = 5, MaxLength = 5 }, "MinLength", "must be below search.max_length (5); got 5" },
        { new SearchConfig { Lexicon = "l.tsv" }, "Lexicon", "needs search.replace_unknown to be true" },
    };

    [Theory]
    [MemberData(nameof(Contradictions))]
    public void Keys_that_contradict_each_other_are_errors(SearchConfig config, string member, string message)
    {
        // When
        var result = Assert.Single(config.Validate(new ValidationContext(config)));

        // Then
        Assert.Equal(message, result.ErrorMessage);
        Assert.Equal([member], result.MemberNames);
    }

    [Theory]
    [InlineData(1024, 0, 50, 49, 49)]
    [InlineData(20, 0, 50, 20, 49)]
    [InlineData(1024, 30, 50, 49, 30)]
    [InlineData(1024, 80, 50, 49, 49)]
    [InlineData(1024, 0, int.MaxValue, 1024, 0)]
    public void A_model_of_few_positions_limits_both_sides(int maxSource, int maxTarget, int positions, int expectedSource, int expectedTarget)
    {
        var config = new SearchConfig { MaxSourceLength = maxSource, MaxLength = maxTarget }.LimitedTo(positions);

        Assert.Equal((expectedSource, expectedTarget), (config.MaxSourceLength, config.MaxLength));
    }

    [Fact]
    public void The_greedy_form_of_any_search_is_valid()
    {
        // Given
        var config = new SearchConfig { Method = SearchMethod.Sampling, Samples = 9, NBest = 9, BeamSize = 6, DiverseGroups = 3 };

        // When, Then
        Assert.Empty(config.Greedy().Validate(new ValidationContext(config)));
    }
}
