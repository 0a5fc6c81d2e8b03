using Nmt.Search.Beams;
using Nmt.TestKit.Searching;

namespace Nmt.Search.Tests.Beams;

public sealed class ConstrainedExpansionTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(10)]
    public void Every_complete_translation_contains_the_required_phrases(int beamSize)
    {
        for (int seed = 0; seed < 60; seed++)
        {
            // Given: one to three phrases of one to three words.
            var random = new Random(seed);
            int[][] required = [.. Enumerable.Range(0, 1 + random.Next(3))
                .Select(_ => Enumerable.Range(0, 1 + random.Next(3)).Select(_ => random.Next(4, Some.Vocabulary)).ToArray())];
            var scorer = new TableScorer(Some.Vocabulary, seed);
            var constraints = new DecodingConstraints(1) { Required = required };

            // When
            var found = Some.Beam(scorer, beamSize, limit: 25, nBest: beamSize).Search([[4, 5, 2]], [constraints])[0];

            // Then
            Assert.True(found[0].IsComplete);
            foreach (var one in found.Where(one => one.IsComplete))
            {
                Assert.All(required, phrase => Assert.True(Contains(one.Tokens, phrase)));
                Assert.True(one.Tokens.Length >= required.Sum(phrase => phrase.Length));
                Assert.Equal(Some.Rescore(scorer, [4, 5, 2], one), one.LogProbability, 1e-4);
            }
        }
    }

    [Fact]
    public void A_beam_that_holds_everything_finds_the_best_translation_with_the_word()
    {
        for (int seed = 0; seed < 30; seed++)
        {
            // Given
            var scorer = new TableScorer(Some.Vocabulary, seed);
            int[] source = Some.Sentences(1, 5, seed)[0];
            var constraints = new DecodingConstraints(1) { Required = [[5]] };

            // When
            var options = Some.Options(4) with { Stopping = StoppingRule.Exact };
            var found = new BeamSearch(scorer, options, beamSize: 300, nBest: 1).Search([source], [constraints])[0][0];

            // Then
            var all = new ExhaustiveSearch(scorer, Some.Tokens, Some.NoPenalty, Some.Vocabulary, 4).All(source);
            Assert.Equal(all.First(one => one.Tokens.Contains(5)).Tokens, found.Tokens);
        }
    }

    [Fact]
    public void Sentences_without_required_phrases_are_translated_as_in_plain_beam_search()
    {
        for (int seed = 0; seed < 30; seed++)
        {
            // Given
            var scorer = new TableScorer(Some.Vocabulary, seed);
            int[][] sentences = Some.Sentences(3, 5, seed);
            DecodingConstraints[] constraints = [new(1), new(2) { Required = [[6, 4]] }, new(3)];

            // When
            var found = Some.Beam(scorer, beamSize: 4, limit: 8, nBest: 4).Search(sentences, constraints);

            // Then
            var plain = Some.Beam(scorer, beamSize: 4, limit: 8, nBest: 4).Search(sentences);
            foreach (int i in new[] { 0, 2 })
            {
                Assert.Equal(plain[i].Select(one => one.Tokens), found[i].Select(one => one.Tokens));
            }
        }
    }

    [Fact]
    public void Required_phrases_fit_any_limit()
    {
        // Given
        var constraints = new DecodingConstraints(1) { Required = [[4, 4, 5], [6]] };

        // When
        var found = Some.Beam(new TableScorer(Some.Vocabulary, 1), beamSize: 3, limit: 1).Search([[4, 2]], [constraints])[0][0];

        // Then
        Assert.True(found.IsComplete);
        Assert.Equal([4, 4, 5, 6], found.Tokens.Order());
    }

    [Fact]
    public void Greedy_search_includes_required_phrases_too()
    {
        // Given
        var constraints = new DecodingConstraints(1) { Required = [[6]] };

        // When
        var found = Some.Greedy(new TableScorer(Some.Vocabulary, 1), limit: 9).Search([[4, 2]], [constraints])[0][0];

        // Then
        Assert.Contains(6, found.Tokens);
    }

    private static bool Contains(int[] tokens, int[] phrase) =>
        Enumerable.Range(0, Math.Max(0, tokens.Length - phrase.Length + 1)).Any(start => tokens.AsSpan(start, phrase.Length).SequenceEqual(phrase));
}
