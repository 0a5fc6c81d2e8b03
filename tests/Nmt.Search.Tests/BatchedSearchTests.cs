using Nmt.TestKit.Searching;

namespace Nmt.Search.Tests;

public sealed class BatchedSearchTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(100)]
    public void Results_are_in_input_order_for_any_batch_size(int batchSentences)
    {
        // Given
        int[][] sentences = Some.Sentences(25, 8, seed: 1);
        var search = new BatchedSearch(Some.Greedy(new CopyScorer(Some.Vocabulary), limit: 20), batchSentences);

        // When
        var results = search.Search(sentences);

        // Then
        Assert.Equal(sentences.Select(sentence => sentence[..^1]), results.Select(found => found[0].Tokens));
    }

    [Fact]
    public void Batches_have_the_requested_size()
    {
        // Given
        var scorer = new WatchedScorer(new CopyScorer(Some.Vocabulary));
        var search = new BatchedSearch(Some.Greedy(scorer, limit: 20), batchSentences: 4);

        // When
        search.Search(Some.Sentences(10, 8, seed: 2));

        // Then
        Assert.Equal([4, 4, 2], scorer.Batches);
    }

    [Fact]
    public void Progress_is_the_share_of_the_ids_and_ends_with_all()
    {
        // Given: 1 + 3 + 2 + 2 ids; the longest come first.
        var search = new BatchedSearch(Some.Greedy(new CopyScorer(Some.Vocabulary), limit: 20), batchSentences: 1);
        var reported = new List<double>();

        // When
        search.Search([[2], [4, 5, 2], [4, 2], [5, 2]], progress: new Reports(reported));

        // Then
        Assert.Equal([3 / 8.0, 5 / 8.0, 7 / 8.0, 1], reported);
    }

    [Fact]
    public void No_sentences_give_no_results()
    {
        // Given
        var search = new BatchedSearch(Some.Greedy(new FixedScorer(), limit: 20), batchSentences: 4);

        // When, Then
        Assert.Empty(search.Search([]));
    }

    private sealed class Reports(List<double> reported) : IProgress<double>
    {
        public void Report(double value) => reported.Add(value);
    }
}
