using Nmt.Search.Beams;
using Nmt.Search.Decoding;
using Nmt.TestKit.Searching;

namespace Nmt.Search.Tests.Decoding;

public sealed class SearchFactoryTests
{
    [Theory]
    [InlineData(1, typeof(GreedySearch))]
    [InlineData(2, typeof(BeamSearch))]
    public void A_beam_of_one_is_greedy_search(int beamSize, Type expected) =>
        Assert.IsType(expected, SearchFactory.Create(new SearchConfig { BeamSize = beamSize }, new FixedScorer(), Some.Tokens, Some.Streams));

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Limit_and_penalty_are_those_of_the_config(int beamSize)
    {
        // Given: always the word 4.
        var scorer = new FixedScorer(-9, -9, -9, -9, -0.5f, -8, -8);
        var config = new SearchConfig
        {
            BeamSize = beamSize,
            MaxLengthRatio = 2,
            MaxLengthOffset = 3,
            LengthPenalty = LengthPenaltyKind.Average,
            LengthPenaltyAlpha = 0.5,
        };

        // When
        var found = SearchFactory.Create(config, scorer, Some.Endless, Some.Streams).Search([[4, 5, 2]])[0][0];

        // Then: 2 * 3 + 3 tokens of -0.5, divided by the root of 9.
        Assert.Equal([.. Enumerable.Repeat(4, 9)], found.Tokens);
        Assert.Equal(-4.5 / 3, found.Score, 1e-5);
    }
}
