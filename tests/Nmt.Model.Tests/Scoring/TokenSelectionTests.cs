using Nmt.Model.Scoring;
using Nmt.Search;
using Nmt.TestKit.Searching;
using static TorchSharp.torch;

namespace Nmt.Model.Tests.Scoring;

public sealed class TokenSelectionTests
{
    /// <summary>Log-probabilities of the words 0.5, 0.3, 0.2.</summary>
    private static readonly float[] Words = [MathF.Log(0.5f), MathF.Log(0.3f), MathF.Log(0.2f)];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(11)]
    [InlineData(20)]
    public void The_best_tokens_equal_those_of_a_sort_of_each_row(int tokensPerRow)
    {
        for (int seed = 0; seed < 20; seed++)
        {
            // Given
            float[][] rows = Rows(count: 5, vocabulary: 11, seed);
            var request = new StepRequest([1, 1, 1, 1, 1], tokensPerRow)
            {
                Forbidden = [0, 7], ForbiddenInRows = [new(1, 3), new(4, 10), new(4, 3)], Requested = [new(4, 3), new(0, 7), new(2, 2)],
            };

            // When
            var selected = Select(rows, request);

            // Then
            var expected = RowSelection.Select(rows, request);
            Assert.Equal(expected.TokensPerRow, selected.TokensPerRow);
            Assert.Equal(expected.LogProbabilities, selected.LogProbabilities);
            Assert.Equal(expected.Requested, selected.Requested);
            // Forbidden tokens are in no particular order.
            Assert.All(
                expected.Tokens.Zip(selected.Tokens, expected.LogProbabilities), one => Assert.True(one.First == one.Second || float.IsInfinity(one.Third)));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(20)]
    public void A_device_finds_the_same_tokens_as_the_host(int count)
    {
        // Given
        using var scope = NewDisposeScope();
        float[][] rows = Rows(count: 50, vocabulary: 11, seed: 1);

        // When
        var (values, tokens) = TokenSelection.Best(tensor(rows.SelectMany(row => row).ToArray(), [50, 11]), count);

        // Then
        var expected = Select(rows, new StepRequest([.. rows.Select(_ => 1)], count));
        Assert.Equal(expected.LogProbabilities, values.view(-1).data<float>().ToArray());
        Assert.Equal(expected.Tokens, tokens.view(-1).data<long>().ToArray().Select(token => (int)token));
    }

    [Theory]
    [InlineData(1.0, 0, 1.0)]
    [InlineData(0.5, 0, 1.0)]
    [InlineData(2.0, 4, 1.0)]
    [InlineData(1.0, 0, 0.7)]
    [InlineData(0.7, 6, 0.8)]
    [InlineData(1.0, 50, 1.0)]
    public void Samples_equal_those_of_a_sum_over_each_row(double temperature, int topK, double topP)
    {
        for (int seed = 0; seed < 20; seed++)
        {
            // Given
            float[][] rows = Rows(count: 40, vocabulary: 11, seed);
            var random = new Random(seed);
            var options = new SamplingOptions { Temperature = temperature, TopK = topK, TopP = topP };
            var request = new StepRequest([.. rows.Select(_ => 1)], TokensPerRow: 1)
            {
                Draws = new TokenDraws(options, [.. rows.Select(_ => random.NextDouble())]), Forbidden = [0], ForbiddenInRows = [new(3, 3)],
            };

            // When
            var selected = Select(rows, request);

            // Then
            var expected = RowSelection.Select(rows, request);
            Assert.Equal(expected.Tokens, selected.Tokens);
            Assert.Equal(expected.LogProbabilities, selected.LogProbabilities);
        }
    }

    [Theory]
    [MemberData(nameof(DrawnWords.Cases), MemberType = typeof(DrawnWords))]
    public void Words_are_sampled_in_proportion_to_the_distribution(double temperature, int topK, double topP, double[] expected)
    {
        // Given
        var random = new Random(1);
        float[][] rows = [.. Enumerable.Repeat(Words, 4000)];
        var options = new SamplingOptions { Temperature = temperature, TopK = topK, TopP = topP };
        var request = new StepRequest([.. rows.Select(_ => 1)], TokensPerRow: 1)
        {
            Draws = new TokenDraws(options, [.. rows.Select(_ => random.NextDouble())]),
        };

        // When
        int[] drawn = Select(rows, request).Tokens;

        // Then
        int[] counts = [.. Enumerable.Range(0, 3).Select(word => drawn.Count(token => token == word))];
        Assert.Equal(4000, counts.Sum());
        Assert.InRange(DrawnWords.ChiSquare(counts, expected), 0, DrawnWords.ChiSquareLimit);
    }

    [Fact]
    public void NaN_scores_are_best()
    {
        // Given
        float[][] rows = [[-1, float.NaN, -2], [-1, -2, -3]];

        // When, Then
        Assert.Equal([1, 0], Select(rows, new StepRequest([1, 1], 1)).Tokens);
        Assert.Equal([1, 0], Select(rows, new StepRequest([1, 1], 2)).Tokens.Where((_, i) => i % 2 == 0));
    }

    [Fact]
    public void Ids_of_a_vocabulary_of_millions_are_exact()
    {
        // Given
        using var scope = NewDisposeScope();
        const int size = 10_000_001;
        using var row = full([1, size], -9f);
        row[0, size - 1] = -1f;
        row[0, size - 2] = -2f;

        // When
        var request = new StepRequest([1], 2);
        var selected = TokenSelection.Select(row, request, StepIds.Upload(request, size, CPU), attention: null);

        // Then
        Assert.Equal([size - 1, size - 2], selected.Tokens);
    }

    private static TokenScores Select(float[][] rows, StepRequest request)
    {
        using var scope = NewDisposeScope();
        var logProbabilities = tensor(rows.SelectMany(row => row).ToArray(), [rows.Length, rows[0].Length]);
        return TokenSelection.Select(logProbabilities, request, StepIds.Upload(request, rows[0].Length, CPU), attention: null);
    }

    private static float[][] Rows(int count, int vocabulary, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            double[] logits = [.. Enumerable.Range(0, vocabulary).Select(_ => 4 * random.NextDouble())];
            double sum = logits.Sum(Math.Exp);
            return Array.ConvertAll(logits, logit => (float)(logit - Math.Log(sum)));
        })];
    }
}
