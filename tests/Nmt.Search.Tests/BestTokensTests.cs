namespace Nmt.Search.Tests;

public sealed class BestTokensTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 7)]
    [InlineData(1000, 1)]
    [InlineData(1000, 10)]
    [InlineData(1003, 300)]
    public void The_best_equal_those_of_a_stable_sort(int vocabulary, int count)
    {
        for (int seed = 0; seed < 50; seed++)
        {
            // Given: with ties.
            var random = new Random(seed);
            float[] row = [.. Enumerable.Range(0, vocabulary).Select(_ => seed % 2 == 0 ? -random.NextSingle() : -random.Next(50))];
            int[] tokens = new int[count];
            float[] values = new float[count];

            // When
            BestTokens.Find(row, tokens, values);

            // Then
            int[] expected = [.. Enumerable.Range(0, vocabulary).OrderByDescending(token => row[token]).Take(count)];
            Assert.Equal(expected, tokens);
            Assert.Equal(expected.Select(token => row[token]), values);
        }
    }

    [Fact]
    public void NaN_scores_are_best_at_any_position()
    {
        for (int position = 0; position < 100; position++)
        {
            // Given
            float[] row = [.. Enumerable.Range(0, 100).Select(token => token == position ? float.NaN : -token)];
            int[] tokens = new int[2];

            // When
            BestTokens.Find(row, tokens, new float[2]);

            // Then
            Assert.Equal(position, tokens[0]);
        }
    }
}
