using Nmt.Search.Filters;

namespace Nmt.Search.Tests.Filters;

public sealed class PhraseProgressTests
{
    // phrases; tokens; tokens met; all met
    public static TheoryData<int[][], int[], int, bool> Cases => new()
    {
        { [[4]], [], 0, false },
        { [[4]], [5, 4], 1, true },
        { [[4, 5]], [4], 1, false },
        { [[4, 5]], [4, 6], 0, false },
        { [[4, 5]], [4, 6, 4, 5, 6], 2, true },
        // After 4 4 4, the last two are still a prefix of 4 4 5.
        { [[4, 4, 5]], [4, 4, 4], 2, false },
        { [[4, 4, 5]], [4, 4, 4, 5], 3, true },
        // A phrase that is required twice must be generated twice.
        { [[4], [4]], [4], 1, false },
        { [[4], [4]], [4, 6, 4], 2, true },
        // Phrases share no tokens.
        { [[4, 5], [5, 6]], [4, 5, 6], 2, false },
        { [[4, 5], [5, 6]], [4, 5, 5, 6], 4, true },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Generated_tokens_of_phrases_count(int[][] phrases, int[] tokens, int met, bool isComplete)
    {
        // When
        var progress = PhraseProgress.From(phrases, tokens);

        // Then
        Assert.Equal(met, progress.TokensMet);
        Assert.Equal(isComplete, progress.IsComplete);
    }

    [Theory]
    [InlineData(new int[0], new[] { 4, 6 })]
    [InlineData(new[] { 4 }, new[] { 5 })]
    [InlineData(new[] { 4, 5 }, new[] { 6 })]
    [InlineData(new[] { 4, 5, 6 }, new int[0])]
    public void The_next_token_continues_an_open_phrase_or_starts_another(int[] tokens, int[] expected) =>
        Assert.Equal(expected, PhraseProgress.From([[4, 5], [6]], tokens).NextTokens());
}
