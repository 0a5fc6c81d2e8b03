using FsCheck;
using FsCheck.Fluent;
using Nmt.Metrics.Alignment;

namespace Nmt.Metrics.Tests.Alignment;

public sealed class AttentionStatisticsTests
{
    [Fact]
    public void Entropy_is_that_of_the_distribution_in_bits()
    {
        // Given: half, a quarter, a quarter: 0.5 * 1 + 2 * 0.25 * 2 = 1.5 bits; the row of the end of sentence does not count.
        float[,] tokens = { { 0.5f, 0.25f, 0.25f, 0 }, { 1, 0, 0, 0 }, { 0.25f, 0.25f, 0.25f, 0.25f } };

        // When
        var statistics = new AttentionStatistics(tokens, tokens);

        // Then: the maximum over four positions is 2 bits.
        Assert.Equal(2, statistics.Rows);
        Assert.Equal(1.5, statistics.EntropySum, 9);
        Assert.Equal(0.75, statistics.EntropyShareSum, 9);
    }

    [Fact]
    public void Words_that_hardly_receive_attention_and_words_that_give_it_to_the_end_are_found()
    {
        // Given: three source words and the end, two target words and the end.
        float[,] words =
        {
            { 0.6f, 0.1f, 0.15f, 0.15f },
            { 0.2f, 0.05f, 0.1f, 0.65f },
            { 0, 1, 0, 0 }, // The target's end must not count.
        };

        // When
        var statistics = new AttentionStatistics(words, words);

        // Then: received 0.8, 0.15 and 0.25.
        Assert.Equal((3, 2), (statistics.SourceWords, statistics.TargetWords));
        Assert.Equal([0.8, 0.15, 0.25], statistics.Received.Select(received => Math.Round(received, 6)));
        Assert.Equal([1], statistics.Unattended(0.2));
        Assert.Equal([1, 2], statistics.Unattended(0.3));
        Assert.Equal([1], statistics.AttendingToEnd);
    }

    [Fact]
    public void A_tie_with_the_end_is_attention_to_a_word()
    {
        // Given
        float[,] words = { { 0.5f, 0.5f }, { 0, 1 } };

        // Then: as for links, the first of equal weights counts.
        Assert.Empty(new AttentionStatistics(words, words).AttendingToEnd);
    }

    [Fact]
    public void Source_without_words_gives_no_share()
    {
        // Given: only the end of sentence to attend to.
        float[,] ends = { { 1 }, { 1 } };

        // When
        var statistics = new AttentionStatistics(ends, ends);

        // Then
        Assert.Equal((0, 1, 0.0, 0.0), (statistics.SourceWords, statistics.TargetWords, statistics.EntropySum, statistics.EntropyShareSum));
        Assert.Equal([0], statistics.AttendingToEnd);
    }

    [Fact]
    public void Matrix_without_ends_is_rejected() =>
        Assert.Throws<ArgumentException>(() => new AttentionStatistics(new float[0, 3], new float[1, 1]));

    [Fact]
    public void Any_attention_is_between_one_position_and_all_alike() => Prop.ForAll<int>(seed =>
    {
        // Given
        var random = new System.Random(seed);
        float[,] weights = Matrix(random, random.Next(1, 6), random.Next(1, 6));

        // When
        var statistics = new AttentionStatistics(weights, weights);

        // Then: the share is at most 1 per row; what all target words give, the source words and the end receive.
        Assert.InRange(statistics.EntropySum, 0, (statistics.Rows * Math.Log2(weights.GetLength(1))) + 1e-4);
        Assert.InRange(statistics.EntropyShareSum, 0, statistics.Rows + 1e-4);
        double toEnd = Enumerable.Range(0, statistics.TargetWords).Sum(row => (double)weights[row, statistics.SourceWords]);
        Assert.Equal(statistics.TargetWords, statistics.Received.Sum(received => (double)received) + toEnd, 3);
        Assert.Equal(statistics.SourceWords, statistics.Unattended(double.PositiveInfinity).Count);
        Assert.Empty(statistics.Unattended(0));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Order_of_positions_does_not_change_the_entropy() => Prop.ForAll<int>(seed =>
    {
        // Given
        float[,] weights = Matrix(new System.Random(seed), 3, 5);
        float[,] reversed = new float[3, 5];
        for (int row = 0; row < 3; row++)
        {
            for (int column = 0; column < 5; column++)
            {
                reversed[row, column] = weights[row, 4 - column];
            }
        }

        // Then
        Assert.Equal(AttentionStatistics.EntropyBits(weights, 1), AttentionStatistics.EntropyBits(reversed, 1), 9);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Corpus_is_the_mean_over_tokens_and_the_share_of_all_words()
    {
        // Given: one target word of 1 bit and three of 0 bits.
        float[,] diffuse = { { 0.5f, 0.5f }, { 0, 1 } };
        float[,] sharp = { { 1, 0, 0 }, { 1, 0, 0 }, { 0, 0, 1 }, { 0, 0, 1 } };
        var corpus = new CorpusAttentionStatistics(threshold: 0.2);

        // When
        corpus.Add(new AttentionStatistics(diffuse, diffuse));
        corpus.Add(new AttentionStatistics(sharp, sharp));

        // Then
        Assert.Equal((2, 4L, 3L, 4L), (corpus.Translations, corpus.Rows, corpus.SourceWords, corpus.TargetWords));
        Assert.Equal(0.25, corpus.EntropyBits, 9);
        Assert.Equal(0.25, corpus.EntropyShare, 9);
        Assert.Equal((1L, 1L), (corpus.Unattended, corpus.AttendingToEnd));
    }

    private static float[,] Matrix(System.Random random, int rows, int columns)
    {
        float[,] weights = new float[rows, columns];
        for (int row = 0; row < rows; row++)
        {
            float[] drawn = [.. Enumerable.Range(0, columns).Select(_ => random.Next(4) == 0 ? 0 : random.NextSingle()).Append(1e-3f).Skip(1)];
            for (int column = 0; column < columns; column++)
            {
                weights[row, column] = drawn[column] / drawn.Sum();
            }
        }

        return weights;
    }
}
