using Nmt.Training.Validation;

namespace Nmt.Training.Tests.Validation;

public sealed class TokenBudgetTranslatorTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(50)]
    [InlineData(100_000)]
    public void Batches_contain_every_sentence_once_and_are_as_large_as_the_budget_allows(int budget)
    {
        // Given
        var random = new Random(7);
        int[] lengths = [.. Enumerable.Range(0, 200).Select(_ => random.Next(1, 40))];

        // When
        int[][] batches = [.. TokenBudgetTranslator.Batches(lengths, budget)];

        // Then
        Assert.Equal(Enumerable.Range(0, lengths.Length), batches.SelectMany(batch => batch).Order());
        Assert.All(batches, batch => Assert.True(batch.Length == 1 || batch.Length * batch.Max(i => lengths[i]) <= budget));
        Assert.All(batches[..^1], batch => Assert.True((batch.Length + 1) * batch.Max(i => lengths[i]) > budget));
    }
}
