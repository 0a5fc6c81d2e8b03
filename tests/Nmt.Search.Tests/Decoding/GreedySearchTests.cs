using Nmt.Search.Decoding;
using Nmt.TestKit.Searching;

namespace Nmt.Search.Tests.Decoding;

public sealed class GreedySearchTests
{
    [Fact]
    public void Every_token_is_the_most_probable_one_allowed()
    {
        // Given
        const int limit = 7;
        int[][] sentences = Some.Sentences(60, 6, seed: 1);
        var scorer = new TableScorer(Some.Vocabulary, seed: 2);

        // When
        var results = Some.Greedy(scorer, limit).Search(sentences);

        // Then
        foreach (var (source, found) in sentences.Zip(results))
        {
            var expected = new List<int>();
            while (expected.Count < limit && (expected.Count == 0 || expected[^1] != Some.Eos))
            {
                double[] next = scorer.Next(source, Some.Bos, expected);
                expected.Add(Enumerable.Range(0, Some.Vocabulary).Except(Some.Tokens.Forbidden).MaxBy(token => next[token]));
            }

            bool isComplete = expected[^1] == Some.Eos;
            Assert.Equal(isComplete ? expected[..^1] : expected, found[0].Tokens);
            Assert.Equal(isComplete, found[0].IsComplete);
            Assert.Equal(scorer.Total(source, Some.Bos, [.. expected]), found[0].LogProbability, 1e-4);
        }
    }

    [Fact]
    public void A_sentence_is_translated_the_same_alone_and_in_a_batch()
    {
        // Given
        int[][] sentences = Some.Sentences(40, 6, seed: 3);
        var scorer = new TableScorer(Some.Vocabulary, seed: 4);

        // When
        var together = Some.Greedy(scorer, limit: 12).Search(sentences);

        // Then
        Assert.True(together.Select(found => found[0].Tokens.Length).Distinct().Count() > 3);
        for (int i = 0; i < sentences.Length; i++)
        {
            var alone = Some.Greedy(scorer, limit: 12).Search([sentences[i]])[0];
            Assert.Equal(alone[0].Tokens, together[i][0].Tokens);
            Assert.Equal(alone[0].Score, together[i][0].Score);
        }
    }

    [Fact]
    public void Each_sentence_has_its_own_limit()
    {
        // Given
        var search = new GreedySearch(new TableScorer(Some.Vocabulary, seed: 5), new DecodingOptions(Some.Endless, new LengthLimit(2, 1), Some.NoPenalty));

        // When
        var results = search.Search([[4, 5, 2], [2], [6, 2]]);

        // Then
        Assert.Equal([7, 3, 5], results.Select(found => found[0].Tokens.Length));
        Assert.All(results, found => Assert.False(found[0].IsComplete));
    }

    [Fact]
    public void NaN_scores_are_an_error()
    {
        // Given
        var search = Some.Greedy(new FixedScorer(-1, -1, -1, -1, float.NaN, -1, -1), limit: 5);

        // When, Then
        Assert.Throws<NonFiniteScoreException>(() => search.Search([[2]]));
    }

    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(1)]
    [InlineData(4)]
    public void Neither_success_nor_failure_leaves_a_state_behind(int failsAtStep)
    {
        // Given
        var scorer = new WatchedScorer(new TableScorer(Some.Vocabulary, seed: 6), failsAtStep);
        var search = new GreedySearch(scorer, new DecodingOptions(Some.Endless, new LengthLimit(3, 1), Some.NoPenalty));

        // When
        var exception = Record.Exception(() => search.Search([[4, 2], [5, 6, 2]]));

        // Then
        Assert.Equal(failsAtStep < int.MaxValue, exception is TimeoutException);
        Assert.Equal(0, scorer.OpenStates);
    }

    [Fact]
    public void Live_states_do_not_grow_with_the_steps_of_a_search()
    {
        // Given
        var scorer = new WatchedScorer(new TableScorer(Some.Vocabulary, seed: 7));
        var search = new GreedySearch(scorer, new DecodingOptions(Some.Endless, Some.Limit(50), Some.NoPenalty));

        // When
        search.Search([[4, 2], [5, 6, 2]]);

        // Then
        Assert.Equal(50, scorer.Live.Count);
        Assert.InRange(scorer.Live[^1], 0, scorer.Live[1]);
    }
}
