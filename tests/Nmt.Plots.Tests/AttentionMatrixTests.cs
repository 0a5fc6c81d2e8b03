namespace Nmt.Plots.Tests;

public sealed class AttentionMatrixTests
{
    [Theory]
    [InlineData(1, 3)]
    [InlineData(2, 2)]
    [InlineData(3, 2)]
    public void Weights_whose_shape_does_not_match_the_tokens_are_rejected(int rows, int columns)
    {
        // Given
        string[] source = ["a", "b", "c"];
        string[] target = ["x", "y"];

        // When
        var exception = Assert.Throws<ArgumentException>(() => new AttentionMatrix("1", source, target, new float[rows, columns]));

        // Then
        Assert.Contains($"The weights are [{rows}, {columns}], expected [target tokens, source tokens] = [2, 3].", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Merging_sums_the_columns_and_averages_the_rows_of_a_word()
    {
        // Given
        var matrix = new AttentionMatrix(
            "7",
            ["▁un", "seen", "▁cat", "</s>"],
            ["▁chat", "▁in", "vu"],
            new[,] { { 0.1f, 0.2f, 0.6f, 0.1f }, { 0.4f, 0.4f, 0.1f, 0.1f }, { 0.0f, 0.6f, 0.1f, 0.3f } });

        // When
        var merged = matrix.MergeWords();

        // Then: (0.4 + 0.4 + 0.0 + 0.6) / 2 = 0.7, (0.1 + 0.1) / 2 = 0.1, (0.1 + 0.3) / 2 = 0.2
        Assert.Equal("7", merged.Title);
        Assert.Equal(["unseen", "cat", "</s>"], Texts(merged.SourceTokens));
        Assert.Equal(["chat", "invu"], Texts(merged.TargetTokens));
        float[] expected = [0.3f, 0.6f, 0.1f, 0.7f, 0.1f, 0.2f];
        Assert.All(expected.Zip(merged.Weights.Cast<float>()), pair => Assert.Equal(pair.First, pair.Second, 1e-6f));
    }

    [Fact]
    public void A_piece_after_the_end_of_sentence_begins_a_word()
    {
        // Given
        var matrix = new AttentionMatrix("1", ["a", "</s>", "b", "c"], ["x"], new float[1, 4]);

        // When
        var merged = matrix.MergeWords();

        // Then
        Assert.Equal(["a", "</s>", "bc"], Texts(merged.SourceTokens));
    }

    [Fact]
    public void Merging_whole_words_changes_nothing()
    {
        // Given
        var matrix = new AttentionMatrix("1", ["▁a", "▁b"], ["▁x"], new[,] { { 0.25f, 0.75f } });

        // When
        var merged = matrix.MergeWords();

        // Then
        Assert.Equal(["a", "b"], Texts(merged.SourceTokens));
        Assert.Equal(["x"], Texts(merged.TargetTokens));
        Assert.Equal(matrix.Weights, merged.Weights);
    }

    [Fact]
    public void Merging_an_empty_sentence_gives_an_empty_matrix()
    {
        // Given
        var matrix = new AttentionMatrix("1", Array.Empty<string>(), [], new float[0, 0]);

        // When
        var merged = matrix.MergeWords();

        // Then
        Assert.Empty(merged.SourceTokens);
        Assert.Empty(merged.TargetTokens);
    }

    [Fact]
    public void Merged_rows_still_sum_to_one_and_no_character_is_lost()
    {
        // Given
        var random = new Random(5);
        for (int trial = 0; trial < 200; trial++)
        {
            var matrix = Sample.Matrix(random, Sample.Pieces(random, 12), Sample.Pieces(random, 12));

            // When
            var merged = matrix.MergeWords();

            // Then
            for (int row = 0; row < merged.TargetTokens.Count; row++)
            {
                float sum = Enumerable.Range(0, merged.SourceTokens.Count).Sum(column => merged.Weights[row, column]);
                Assert.Equal(1f, sum, 1e-5f);
            }

            Assert.Equal(
                string.Concat(Texts(matrix.SourceTokens)).Replace("▁", "", StringComparison.Ordinal),
                string.Concat(Texts(merged.SourceTokens)));
        }
    }

    private static IEnumerable<string> Texts(IReadOnlyList<AttentionToken> tokens) => tokens.Select(token => token.Text);
}
