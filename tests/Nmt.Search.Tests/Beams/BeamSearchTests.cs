using Nmt.Search.Beams;
using Nmt.TestKit.Searching;

namespace Nmt.Search.Tests.Beams;

public sealed class BeamSearchTests
{
    /// <summary>More than all 3^4 prefixes of the longest sentences searched exhaustively.</summary>
    private const int Everything = 150;

    [Theory]
    [InlineData(LengthPenaltyKind.None, 0.0)]
    [InlineData(LengthPenaltyKind.Average, 1.0)]
    [InlineData(LengthPenaltyKind.Average, 0.5)]
    [InlineData(LengthPenaltyKind.Average, 2.0)]
    [InlineData(LengthPenaltyKind.Gnmt, 0.6)]
    [InlineData(LengthPenaltyKind.Gnmt, 2.0)]
    [InlineData(LengthPenaltyKind.Reward, 0.8)]
    public void Beam_that_holds_everything_finds_what_exhaustive_search_finds(LengthPenaltyKind kind, double alpha)
    {
        var penalty = new LengthPenalty(kind, alpha);
        for (int seed = 0; seed < 12; seed++)
        {
            for (int limit = 1; limit <= 5; limit++)
            {
                // Given
                var scorer = new TableScorer(Some.Vocabulary, seed);
                int[] source = Some.Sentences(1, 5, seed)[0];

                // When
                var found = Some.Beam(scorer, Everything, limit, penalty: penalty).Search([source])[0];

                // Then
                var expected = new ExhaustiveSearch(scorer, Some.Tokens, penalty, Some.Vocabulary, limit).All(source)[0];
                var best = Assert.Single(found);
                Assert.True(best.IsComplete);
                Assert.Equal(expected.Tokens, best.Tokens);
                Assert.Equal(expected.Score, best.Score, 1e-5);
            }
        }
    }

    [Theory]
    [InlineData(LengthPenaltyKind.None, 0.0)]
    [InlineData(LengthPenaltyKind.Average, 1.0)]
    [InlineData(LengthPenaltyKind.Gnmt, 1.0)]
    public void N_best_list_equals_the_best_of_exhaustive_search(LengthPenaltyKind kind, double alpha)
    {
        var penalty = new LengthPenalty(kind, alpha);
        for (int seed = 0; seed < 12; seed++)
        {
            // Given: 1 + 3 + 9 + 27 complete sentences.
            var scorer = new TableScorer(Some.Vocabulary, seed);
            int[] source = Some.Sentences(1, 5, seed)[0];

            // When
            var found = Some.Beam(scorer, Everything, limit: 4, nBest: 20, penalty).Search([source])[0];

            // Then
            var expected = new ExhaustiveSearch(scorer, Some.Tokens, penalty, Some.Vocabulary, 4).All(source);
            Assert.Equal(expected.Take(20).Select(hypothesis => hypothesis.Tokens), found.Select(hypothesis => hypothesis.Tokens));
        }
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 2)]
    [InlineData(5, 1)]
    [InlineData(5, 5)]
    public void Narrow_beams_find_what_a_naive_beam_search_finds(int beamSize, int nBest)
    {
        var penalty = new LengthPenalty(LengthPenaltyKind.Average, 1);
        for (int seed = 0; seed < 40; seed++)
        {
            // Given
            var scorer = new TableScorer(Some.Vocabulary, seed);
            int[][] sentences = Some.Sentences(3, 5, seed);

            // When
            var results = Some.Beam(scorer, beamSize, limit: 6, nBest, penalty).Search(sentences);

            // Then
            var naive = new NaiveBeamSearch(scorer, Some.Tokens, penalty, beamSize, limit: 6);
            foreach (var (source, found) in sentences.Zip(results))
            {
                var expected = naive.Search(source, nBest);
                Assert.Equal(expected.Select(hypothesis => hypothesis.Tokens), found.Select(hypothesis => hypothesis.Tokens));
                Assert.Equal(expected.Select(hypothesis => hypothesis.IsComplete), found.Select(hypothesis => hypothesis.IsComplete));
            }
        }
    }

    [Fact]
    public void Greedy_search_equals_a_beam_of_one()
    {
        for (int seed = 0; seed < 300; seed++)
        {
            // Given
            var scorer = new TableScorer(Some.Vocabulary, seed);
            int[][] source = Some.Sentences(1 + (seed % 4), 5, seed);

            // When
            var greedy = Some.Greedy(scorer, limit: 8).Search(source);
            var beam = Some.Beam(scorer, beamSize: 1, limit: 8).Search(source);

            // Then
            foreach (var (one, other) in greedy.Zip(beam))
            {
                Assert.Equal(one[0].Tokens, other[0].Tokens);
                Assert.Equal(one[0].IsComplete, other[0].IsComplete);
                Assert.Equal(one[0].Score, other[0].Score, 1e-4);
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void A_sentence_is_translated_the_same_alone_and_in_a_batch(int beamSize)
    {
        // Given: searches that end after different numbers of steps.
        int[][] sentences = Some.Sentences(40, 6, seed: 1);
        var scorer = new TableScorer(Some.Vocabulary, seed: 3);
        var penalty = new LengthPenalty(LengthPenaltyKind.Average, 1);

        // When
        var together = Some.Beam(scorer, beamSize, limit: 12, nBest: beamSize, penalty).Search(sentences);

        // Then
        Assert.True(together.Select(found => found[0].Tokens.Length).Distinct().Count() > 3);
        for (int i = 0; i < sentences.Length; i++)
        {
            var alone = Some.Beam(scorer, beamSize, limit: 12, nBest: beamSize, penalty).Search([sentences[i]])[0];
            Assert.Equal(alone.Select(found => found.Tokens), together[i].Select(found => found.Tokens));
            Assert.Equal(alone.Select(found => found.Score), together[i].Select(found => found.Score));
        }
    }

    [Theory]
    [InlineData(3, 3)]
    [InlineData(6, 4)]
    [InlineData(10, 10)]
    public void N_best_lists_hold_n_different_hypotheses_best_first(int beamSize, int nBest)
    {
        for (int seed = 0; seed < 30; seed++)
        {
            // Given
            var scorer = new TableScorer(Some.Vocabulary, seed);
            int[][] sentences = Some.Sentences(3, 5, seed);

            // When
            var results = Some.Beam(scorer, beamSize, limit: 6, nBest).Search(sentences);

            // Then
            foreach (var found in results)
            {
                Assert.Equal(nBest, found.Count);
                Assert.Distinct(found.Select(hypothesis => $"{string.Join(' ', hypothesis.Tokens)} {hypothesis.IsComplete}"));
                var complete = found.TakeWhile(hypothesis => hypothesis.IsComplete).ToList();
                Assert.All(found.Skip(complete.Count), hypothesis => Assert.False(hypothesis.IsComplete));
                Assert.Equal(complete.OrderByDescending(hypothesis => hypothesis.Score), complete);
            }
        }
    }

    [Fact]
    public void The_best_translation_does_not_depend_on_how_many_are_requested()
    {
        for (int seed = 0; seed < 60; seed++)
        {
            // Given: a limit so low that many hypotheses are truncated.
            var scorer = new TableScorer(Some.Vocabulary, seed);
            int[][] source = Some.Sentences(3, 5, seed);
            var penalty = new LengthPenalty(LengthPenaltyKind.Average, 1);

            // When
            var one = Some.Beam(scorer, beamSize: 4, limit: 3, nBest: 1, penalty).Search(source);
            var four = Some.Beam(scorer, beamSize: 4, limit: 3, nBest: 4, penalty).Search(source);

            // Then
            Assert.Equal(one.Select(found => found[0].Tokens), four.Select(found => found[0].Tokens));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(9)]
    public void Found_tokens_have_the_log_probability_that_the_table_gives_them(int beamSize)
    {
        // Given
        var penalty = new LengthPenalty(LengthPenaltyKind.Gnmt, 1);
        int[][] sentences = Some.Sentences(30, 6, seed: 4);
        var scorer = new TableScorer(Some.Vocabulary, seed: 5);

        // When
        var results = Some.Beam(scorer, beamSize, limit: 9, nBest: beamSize, penalty).Search(sentences);

        // Then
        foreach (var (source, found) in sentences.Zip(results).SelectMany(pair => pair.Second.Select(found => (pair.First, found))))
        {
            double expected = Some.Rescore(scorer, source, found);
            Assert.Equal(expected, found.LogProbability, 1e-4);
            Assert.Equal(penalty.Normalize(expected, found.Tokens.Length + (found.IsComplete ? 1 : 0)), found.Score, 1e-4);
        }
    }

    [Fact]
    public void Forbidden_tokens_never_appear_however_probable()
    {
        // Given: nearly all probability is on padding, beginning of sentence and unknown.
        float[] scores = [-0.5f, -1.5f, -6f, -2f, -5f, -5.5f, -7f];

        // When
        var found = Some.Beam(new FixedScorer(scores), beamSize: 5, limit: 4, nBest: 5).Search([[4, 2]])[0];

        // Then
        Assert.Equal(5, found.Count);
        Assert.All(found, hypothesis => Assert.DoesNotContain(hypothesis.Tokens, token => token <= Some.Unk));
        Assert.Equal([[], [4]], found.Take(2).Select(hypothesis => hypothesis.Tokens));
    }

    [Fact]
    public void Nothing_needs_to_be_forbidden()
    {
        // Given
        var search = new BeamSearch(
            new FixedScorer(-0.1f, -5, -9), new DecodingOptions(new SpecialTokens(1, 2, []), Some.Limit(3), Some.NoPenalty), beamSize: 2, nBest: 1);

        // When
        var found = search.Search([[2]])[0];

        // Then: an end of sentence is never among the best two.
        Assert.Equal([0, 0, 0], found[0].Tokens);
        Assert.False(found[0].IsComplete);
    }

    [Fact]
    public void A_translation_truncated_by_the_limit_is_marked()
    {
        // Given
        var scorer = new TableScorer(Some.Vocabulary, seed: 6);
        var search = new BeamSearch(scorer, new DecodingOptions(Some.Endless, new LengthLimit(1.5, 2), Some.NoPenalty), beamSize: 3, nBest: 2);

        // When
        var results = search.Search([[4, 5, 6, 2], [2]]);

        // Then: 1.5 * 4 + 2 and 1.5 * 1 + 2.
        Assert.All(results[0], found => Assert.Equal(8, found.Tokens.Length));
        Assert.All(results[1], found => Assert.Equal(3, found.Tokens.Length));
        Assert.All(results.SelectMany(found => found), found => Assert.False(found.IsComplete));
    }

    [Fact]
    public void An_end_of_sentence_at_the_limit_is_complete()
    {
        // Given: all end with the first token.
        var scorer = new FixedScorer(-9, -9, -0.1f, -9, -3, -4, -5);

        // When
        var found = Some.Beam(scorer, beamSize: 3, limit: 1).Search([[4, 2]])[0];

        // Then
        Assert.Empty(found[0].Tokens);
        Assert.True(found[0].IsComplete);
    }

    [Fact]
    public void A_beam_may_be_wider_than_the_vocabulary()
    {
        // Given: one word and the end of sentence, so length is the only choice.
        var tokens = new SpecialTokens(1, 2, [0, 1]);
        var search = new BeamSearch(new FixedScorer(-9, -9, -2, -0.5f), new DecodingOptions(tokens, Some.Limit(4), Some.NoPenalty), beamSize: 20, nBest: 6);

        // When
        var found = search.Search([[2], [3, 2]]);

        // Then: four complete sentences, and a truncated one.
        Assert.All(found, sentence => Assert.Equal(
            [[], [3], [3, 3], [3, 3, 3], [3, 3, 3, 3]], sentence.Select(hypothesis => hypothesis.Tokens)));
        Assert.All(found, sentence => Assert.Equal([-2.0, -2.5, -3, -3.5, -2], sentence.Select(hypothesis => hypothesis.LogProbability)));
    }

    [Fact]
    public void A_vocabulary_with_only_the_end_of_sentence_ends_at_once()
    {
        // Given
        var search = new BeamSearch(new FixedScorer(-1, -1, -2), new DecodingOptions(new SpecialTokens(1, 2, [0, 1]), Some.Limit(4), Some.NoPenalty), 5, 5);

        // When
        var found = search.Search([[2]])[0];

        // Then
        Assert.Empty(Assert.Single(found).Tokens);
    }

    [Fact]
    public void More_hypotheses_than_the_beam_holds_cannot_be_requested() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Some.Beam(new FixedScorer(), beamSize: 3, limit: 1, nBest: 4));

    [Fact]
    public void NaN_scores_are_an_error()
    {
        // Given
        var search = Some.Beam(new FixedScorer(-1, -1, float.NaN, -1, -1, -1, -1), beamSize: 3, limit: 5);

        // When, Then
        var exception = Assert.Throws<NonFiniteScoreException>(() => search.Search([[2]]));
        Assert.Equal("the best next token has log-probability NaN; the model's weights may be damaged", exception.Message);
    }

    [Fact]
    public void A_search_leaves_no_state_behind()
    {
        // Given
        int[][] source = Some.Sentences(6, 6, seed: 2);
        for (int seed = 0; seed < 20; seed++)
        {
            var scorer = new WatchedScorer(new TableScorer(Some.Vocabulary, seed));

            // When
            Some.Beam(scorer, beamSize: 3, limit: 6).Search(source);

            // Then
            Assert.Equal(0, scorer.OpenStates);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void A_search_that_fails_leaves_no_state_behind(int failsAtStep)
    {
        // Given
        var scorer = new WatchedScorer(new TableScorer(Some.Vocabulary, seed: 7), failsAtStep);
        var search = new BeamSearch(scorer, new DecodingOptions(Some.Endless, Some.Limit(10), Some.NoPenalty), beamSize: 3, nBest: 1);

        // When
        Assert.Throws<TimeoutException>(() => search.Search([[4, 2], [5, 6, 2]]));

        // Then
        Assert.Equal(0, scorer.OpenStates);
    }

    [Fact]
    public void Live_states_do_not_grow_with_the_steps_of_a_search()
    {
        // Given
        var scorer = new WatchedScorer(new TableScorer(Some.Vocabulary, seed: 8));
        var search = new BeamSearch(scorer, new DecodingOptions(Some.Endless, Some.Limit(50), Some.NoPenalty), beamSize: 3, nBest: 1);

        // When
        search.Search([[4, 2], [5, 6, 2]]);

        // Then
        Assert.Equal(50, scorer.Live.Count);
        Assert.InRange(scorer.Live[^1], 0, scorer.Live[1]);
    }
}
