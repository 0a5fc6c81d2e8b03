using Nmt.Data.Batching;

namespace Nmt.Data.Tests.Batching;

public sealed class TokenBatchesTests
{
    private const int BatchTokens = 100;
    private static readonly ParallelCorpus Corpus = SomeCorpus.Random(pairs: 3000, seed: 1);

    [Fact]
    public void Every_pair_is_in_exactly_one_batch_of_an_epoch()
    {
        // Given
        var batches = new TokenBatches(Corpus, BatchTokens, seed: 1);
        for (int epoch = 0; epoch < 3; epoch++)
        {
            // When
            var pairs = batches.Epoch(epoch).SelectMany(batch => batch).Order();

            // Then
            Assert.Equal(Enumerable.Range(0, Corpus.Count), pairs);
        }

        Assert.Equal(Enumerable.Range(0, Corpus.Count), batches.InOrderOfLength().SelectMany(batch => batch).Order());
    }

    [Fact]
    public void No_batch_is_larger_than_the_bound_unless_it_is_one_pair()
    {
        // Given: sentences of up to 61 ids with their ends, so that single pairs exceed a bound of 40
        foreach (int bound in (int[])[40, BatchTokens, 1000])
        {
            var batches = new TokenBatches(Corpus, bound, seed: 2);

            // When
            var epoch = batches.Epoch(0).Concat(batches.InOrderOfLength());

            // Then
            Assert.All(epoch, batch => Assert.True(batch.Length == 1 || batch.Length * batch.Max(Length) <= bound));
        }
    }

    [Fact]
    public void Batches_depend_on_seed_and_epoch_only()
    {
        // Given
        static string Text(IReadOnlyList<int[]> batches) => string.Join(';', batches.Select(batch => string.Join(',', batch)));

        // When
        string first = Text(new TokenBatches(Corpus, BatchTokens, seed: 1).Epoch(5));
        string again = Text(new TokenBatches(Corpus, BatchTokens, seed: 1).Epoch(5));
        string nextEpoch = Text(new TokenBatches(Corpus, BatchTokens, seed: 1).Epoch(6));
        string otherSeed = Text(new TokenBatches(Corpus, BatchTokens, seed: 2).Epoch(5));

        // Then
        Assert.Equal(first, again);
        Assert.NotEqual(first, nextEpoch);
        Assert.NotEqual(first, otherSeed);
    }

    [Fact]
    public void Different_epochs_combine_different_pairs()
    {
        // Given
        var batches = new TokenBatches(Corpus, BatchTokens, seed: 1);

        // When
        static HashSet<string> Sets(IReadOnlyList<int[]> epoch) => [.. epoch.Select(batch => string.Join(',', batch.Order()))];
        var first = Sets(batches.Epoch(0));
        first.IntersectWith(Sets(batches.Epoch(1)));

        // Then: batches of one or two long pairs may occur again
        Assert.All(first, batch => Assert.True(batch.Count(c => c == ',') <= 1, batch));
    }

    [Fact]
    public void Sorting_keeps_padding_far_below_that_of_batches_in_file_order()
    {
        // Given
        var batches = new TokenBatches(Corpus, BatchTokens, seed: 1);
        int[][] unsorted = [.. Enumerable.Range(0, Corpus.Count).Chunk(10)];

        // When
        double sorted = batches.PaddingShare(batches.Epoch(0));

        // Then
        Assert.True(sorted < 0.6 * batches.PaddingShare(unsorted), $"{sorted:P1} of {batches.PaddingShare(unsorted):P1}");
    }

    [Fact]
    public void Padding_share_counts_both_sides()
    {
        // Given: with their ends, sources of 3 and 2 ids, targets of 2 and 4
        var corpus = SomeCorpus.Create("ab\nc\n", "d\nefg\n");

        // When
        double share = new TokenBatches(corpus, BatchTokens, seed: 1).PaddingShare([[0, 1]]);

        // Then: 14 positions, 11 ids
        Assert.Equal(3.0 / 14, share, 12);
    }

    [Fact]
    public void Batches_for_validation_are_ordered_from_short_to_long()
    {
        // Given
        var batches = new TokenBatches(Corpus, BatchTokens, seed: 1);

        // When
        var lengths = batches.InOrderOfLength().SelectMany(batch => batch).Select(i => Corpus.Target(i).Length).ToList();

        // Then
        Assert.Equal(lengths.Order(), lengths);
    }

    private static int Length(int pair) => Math.Max(Corpus.Source(pair).Length, Corpus.Target(pair).Length);
}
