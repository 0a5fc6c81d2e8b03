using Nmt.Search.Beams;
using Nmt.TestKit.Searching;

namespace Nmt.Search.Tests.Beams;

public sealed class DiverseExpansionTests
{
    [Fact]
    public void One_group_is_beam_search()
    {
        for (int seed = 0; seed < 60; seed++)
        {
            // Given
            var scorer = new TableScorer(Some.Vocabulary, seed);
            int[][] source = Some.Sentences(3, 5, seed);

            // When
            var diverse = new BeamSearch(scorer, Some.Options(6) with { Diversity = new DiverseGroups(1, 0.7) }, 4, 4).Search(source);

            // Then
            var plain = Some.Beam(scorer, beamSize: 4, limit: 6, nBest: 4).Search(source);
            Assert.Equal(
                plain.SelectMany(found => found.Select(one => one.Tokens)), diverse.SelectMany(found => found.Select(one => one.Tokens)));
        }
    }

    [Fact]
    public void Groups_of_one_choose_by_the_formula()
    {
        // Given: three groups of one, in which a word costs 0.5 for each earlier group that chose it.
        var scorer = new FixedScorer(-9, -9, -20, -9, -1, -1.4f, -1.6f);
        var options = Some.Options(1) with { Diversity = new DiverseGroups(3, 0.5) };

        // When
        var found = new BeamSearch(scorer, options, beamSize: 3, nBest: 3).Search([[4, 2]])[0];

        // Then: 4 (-1); then -1.5 for 4 against -1.4 for 5; then -1.5 for 4, -1.9 for 5, -1.6 for 6, so 4 again, a duplicate.
        Assert.Equal([[4], [5]], found.Select(one => one.Tokens));
        Assert.Equal([-1.0, -1.4], found.Select(one => Math.Round(one.LogProbability, 5)));
    }

    [Fact]
    public void A_large_penalty_makes_all_groups_differ_at_every_step()
    {
        for (int seed = 0; seed < 40; seed++)
        {
            // Given
            var scorer = new TableScorer(Some.Vocabulary, seed);
            var options = new DecodingOptions(Some.Endless, Some.Limit(3), Some.NoPenalty) { Diversity = new DiverseGroups(3, 100) };

            // When
            var found = new BeamSearch(scorer, options, beamSize: 3, nBest: 3).Search([[4, 5, 2]])[0];

            // Then: three words, three groups, in each of three steps.
            for (int position = 0; position < 3; position++)
            {
                Assert.Equal([4, 5, 6], found.Select(one => one.Tokens[position]).Order());
            }
        }
    }

    [Fact]
    public void Found_tokens_keep_the_log_probability_that_the_table_gives_them()
    {
        // Given
        int[][] sentences = Some.Sentences(20, 5, seed: 2);
        var scorer = new TableScorer(Some.Vocabulary, seed: 3);

        // When
        var results = new BeamSearch(scorer, Some.Options(6) with { Diversity = new DiverseGroups(2, 0.8) }, 4, 4).Search(sentences);

        // Then
        foreach (var (source, found) in sentences.Zip(results).SelectMany(pair => pair.Second.Select(found => (pair.First, found))))
        {
            Assert.Equal(Some.Rescore(scorer, source, found), found.LogProbability, 1e-4);
        }
    }

    [Fact]
    public void Groups_must_divide_the_beam() => Assert.Throws<ArgumentException>(
        () => new BeamSearch(new FixedScorer(), Some.Options(3) with { Diversity = new DiverseGroups(2, 1) }, beamSize: 5, nBest: 1));
}
